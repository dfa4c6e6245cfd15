package dev.recado.ground.settings;

import java.util.function.Predicate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
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
    return environment()::containsProperty;
  }

  /**
   * Reads the same, with the values, for a tool that connects to what the hub uses.
   *
   * @return the settings with the hub's defaults, unchecked; secrets are among them
   * @throws dev.recado.ground.process.StartupProblem as {@link #known}
   */
  public static ConfigurableEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    new EnvFiles().postProcessEnvironment(environment, new SpringApplication());
    OtherNames.translate(environment);
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    ConfigurationPropertySources.attach(environment);
    return environment;
  }
}
