package dev.recado.systems.form;

import dev.recado.chat.intent.Business;
import dev.recado.ground.process.ConditionalOnSender;
import dev.recado.ground.process.Exposure;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Configures the forms. */
@Configuration(proxyBeanMethods = false)
class FormConfiguration {

  @Bean
  @ConditionalOnSender(value = "recado.form.webhook-token", expected = true)
  FormWebhooks formWebhooks(Environment environment, FormSettings settings) {
    return new FormWebhooks(
        Exposure.secret(environment, "recado.form.webhook-token", "FORM_WEBHOOK_TOKEN"), settings);
  }

  @Bean
  FormEvents formEvents() {
    return new FormEvents();
  }

  /** Named by the Kamelet {@code form-fields-action}. */
  @Bean("formFields")
  FormFields formFields(Business business) {
    return new FormFields(business::areaIn);
  }
}
