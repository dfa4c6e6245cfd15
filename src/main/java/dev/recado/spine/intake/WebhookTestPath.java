package dev.recado.spine.intake;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens one path below {@code /webhooks} to people; the ingress has all others. */
@Configuration(proxyBeanMethods = false)
class WebhookTestPath {

  @Bean
  @ConditionalOnRole(Role.WEB)
  FilterRegistrationBean<Filter> webhookTest() {
    FilterRegistrationBean<Filter> registration =
        new FilterRegistrationBean<>(
            (request, response, chain) ->
                request.getRequestDispatcher(WebhookController.PATH).forward(request, response));
    registration.addUrlPatterns(WebhookController.TEST, WebhookController.TEST + "/");
    registration.setName("webhookTest");
    return registration;
  }
}
