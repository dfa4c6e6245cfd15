package dev.recado.ground.settings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Checks all settings before anything starts, and reports everything missing or wrong at once. */
class SettingsCheck implements EnvironmentPostProcessor, Ordered {

  /** Runs last, when all sources have been added to the settings. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Settings settings = looked(environment);
    if (application.getWebApplicationType() == WebApplicationType.SERVLET
        && !settings.complainedOf("server.port", "server.address")) {
      Door.look(settings);
    }
    if (!settings.complaints().isEmpty()) {
      throw new WrongSettings(settings.complaints());
    }
  }

  /** All checks that need no open port, in the order of the rules. */
  static Settings looked(ConfigurableEnvironment environment) {
    Settings settings = new Settings(environment);
    SpringFactoriesLoader.forDefaultResourceLocation(SettingsCheck.class.getClassLoader())
        .load(SettingsRule.class)
        .forEach(rule -> rule.look(settings));
    new Types(settings).look();
    return settings;
  }
}
