package dev.recado.ground.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.mock.env.MockEnvironment;

/** JSON for machines, lines for people. */
class LogForPeopleTest {

  private static final String PLAIN = "%d %5p [%t] : %replace(%m%n%wEx){'\\d{9}', '*'}";

  private static ConfigurableEnvironment looked(boolean terminal, Map<String, String> settings) {
    MockEnvironment environment = new MockEnvironment();
    environment.setProperty("logging.structured.format.console", "logstash");
    environment.setProperty("logging.pattern.console", PLAIN);
    settings.forEach(environment::setProperty);
    new LogForPeople(() -> terminal).postProcessEnvironment(environment, new SpringApplication());
    return environment;
  }

  private static String format(ConfigurableEnvironment environment) {
    return environment.getProperty("logging.structured.format.console", "?");
  }

  @Test
  void aTerminalShowsLinesWithMaskedPhones() {
    ConfigurableEnvironment environment = looked(true, Map.of());
    assertThat(format(environment)).isEmpty();
    assertThat(environment.getProperty("logging.pattern.console"))
        .isEqualTo("%d{HH:mm:ss} %clr(%-5p) %replace(%m%n%wEx){'\\d{9}', '*'}");
  }

  @Test
  void aCollectorOfLogsGetsJson() {
    assertThat(format(looked(false, Map.of()))).isEqualTo("logstash");
  }

  @Test
  void aFormatThatSomebodyHasChosenStays() {
    assertThat(format(looked(true, Map.of("RECADO_LOG_FORMAT", "ecs")))).isEqualTo("logstash");
  }
}
