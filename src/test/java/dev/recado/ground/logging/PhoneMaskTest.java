package dev.recado.ground.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.json.JsonWriter;
import org.springframework.core.io.ClassPathResource;

class PhoneMaskTest {

  private static final String PHONE = "5511987654321";

  private final LoggerContext context = new LoggerContext();

  @Test
  void noPhoneReachesAJsonLine() {
    assertThat(json(event("Message to " + PHONE + " failed", null)))
        .contains("Message to 5511*******21 failed");
  }

  @Test
  void aPhoneInAnExceptionIsMaskedToo() {
    Exception e = new IllegalStateException("GET /send?phone=%2B" + PHONE + "&text=oi");
    assertThat(json(event("Failed", e))).contains("/send?phone=%2B5511").doesNotContain(PHONE);
  }

  @Test
  void aPhoneAsPeopleWriteItIsMasked() {
    assertThat(json(event("ligue (11) 98765-4321 ou +55 11 98765-4321", null)))
        .doesNotContain("4321")
        .contains("ligue (11)");
  }

  @Test
  void theTimeAndIdsStayReadable() {
    String line = json(event("Event f2c71d45-94e7-81f4-a95a-123456789012 is done", null));
    assertThat(line)
        .contains("f2c71d45-94e7-81f4-a95a-123456789012")
        .contains("2026-11-21T07:55:52.123456789Z");
  }

  @Test
  void noPhoneReachesAPlainLine() {
    Exception e = new IllegalStateException("no such chat " + PHONE);
    assertThat(plain(event("Message to " + PHONE + " failed", e)))
        .contains("Message to 5511*****21 failed")
        .contains("no such chat 5511")
        .doesNotContain(PHONE);
  }

  private LoggingEvent event(String message, @org.jspecify.annotations.Nullable Throwable thrown) {
    return new LoggingEvent(
        "", context.getLogger("dev.recado.Some"), Level.WARN, message, thrown, null);
  }

  private static String json(ILoggingEvent event) {
    return JsonWriter.<ILoggingEvent>of(
            members -> {
              members.add("@timestamp", "2026-11-21T07:55:52.123456789Z");
              members.add("message", ILoggingEvent::getFormattedMessage);
              members
                  .add("stack_trace", e -> e.getThrowableProxy())
                  .whenNotNull()
                  .as(proxy -> proxy.getClassName() + ": " + proxy.getMessage());
              new PhoneMask().customize(members);
            })
        .writeToString(event);
  }

  /** Formats with the shipped pattern, but without Spring Boot's own converter for exceptions. */
  private String plain(ILoggingEvent event) {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yaml"));
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(
        Objects.requireNonNull(yaml.getObject())
            .getProperty("logging.pattern.console", "")
            .replace("%wEx", "%ex"));
    layout.start();
    return layout.doLayout(event);
  }
}
