package dev.recado.ground.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Which senders of webhooks a hub accepts. */
class ConditionalOnSenderTest {

  private final ApplicationContextRunner hub =
      new ApplicationContextRunner().withUserConfiguration(Sender.class);

  @Configuration(proxyBeanMethods = false)
  static class Sender {

    @Bean
    @ConditionalOnSender({"sender.token", "sender.url"})
    String secret(Environment environment) {
      return Exposure.secret(environment, "sender.token", "SENDER_TOKEN");
    }
  }

  @Test
  void aDevelopmentHubListensToAllSenders() {
    hub.withPropertyValues("server.address=127.0.0.1")
        .run(context -> assertThat(context.getBean(String.class)).isEqualTo("dev"));
  }

  @Test
  void anExposedHubListensToTheSendersInUse() {
    ApplicationContextRunner reached = hub.withPropertyValues("server.address=0.0.0.0");
    reached.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(String.class));
    reached
        .withPropertyValues("sender.token=a long one")
        .run(context -> assertThat(context.getBean(String.class)).isEqualTo("a long one"));
  }

  @Test
  void aSenderInUseWithoutASecretStopsTheStart() {
    hub.withPropertyValues("server.address=0.0.0.0", "sender.url=https://sender.example")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(StartupProblem.class)
                    .hasMessageContaining("SENDER_TOKEN"));
  }
}
