package dev.recado.ground.logging;

import dev.recado.ground.process.Terminal;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Writes short lines instead of JSON if a person reads the log: on a terminal, where {@code
 * RECADO_LOG_FORMAT} is not set. A log file keeps its format.
 */
final class LogForPeople implements EnvironmentPostProcessor, Ordered {

  private static final String PATTERN = "logging.pattern.console";

  /** The part of the plain format that holds the message, with the phones in it masked. */
  private static final String MESSAGE = "%replace(";

  private final BooleanSupplier terminal;

  /** Created by Spring Boot. */
  LogForPeople() {
    this(Terminal::isThere);
  }

  LogForPeople(BooleanSupplier terminal) {
    this.terminal = terminal;
  }

  /** Runs when the settings of application.yaml are known. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String plain = environment.getProperty(PATTERN, "");
    boolean chosen = environment.containsProperty("RECADO_LOG_FORMAT");
    if (chosen || !plain.contains(MESSAGE) || !terminal.getAsBoolean()) {
      return;
    }
    String message = plain.substring(plain.indexOf(MESSAGE));
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "log for people",
                Map.of(
                    "logging.structured.format.console",
                    "",
                    PATTERN,
                    "%d{HH:mm:ss} %clr(%-5p) " + message)));
  }
}
