package dev.recado.ground.settings;

import java.util.function.Predicate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;

/** The settings that a hub would have if it were started here, for the tools beside the hub. */
public final class SettingsHere {

  private SettingsHere() {}

  /**
   * Reads the environment, the {@code .env} file and the files of Spring Boot.
   *
   * @return whether a setting, named with its dots, has a value here; the values stay inside
   * @throws dev.recado.ground.process.StartupProblem if the {@code .env} file cannot be read, as at
   *     a start of the hub
   */
  public static Predicate<String> known() {
    StandardEnvironment environment = new StandardEnvironment();
    new EnvFiles().postProcessEnvironment(environment, new SpringApplication());
    OtherNames.translate(environment);
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return environment::containsProperty;
  }
}
