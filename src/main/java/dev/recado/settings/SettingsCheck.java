package dev.recado.settings;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * Looks at all settings before anything is started, and tells all that is missing or wrong at once.
 */
class SettingsCheck implements EnvironmentPostProcessor, Ordered {

  /** All that adds to the settings has done so. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    List<Complaint> complaints = complaints(environment);
    if (!complaints.isEmpty()) {
      throw new WrongSettings(complaints);
    }
    if (application.getWebApplicationType() == WebApplicationType.SERVLET) {
      Door.tryIt(environment);
    }
  }

  /** All that is missing or wrong, in the order in which the rooms were asked. */
  static List<Complaint> complaints(ConfigurableEnvironment environment) {
    Settings settings = new Settings(environment);
    SpringFactoriesLoader.forDefaultResourceLocation(SettingsCheck.class.getClassLoader())
        .load(SettingsRule.class)
        .forEach(rule -> rule.look(settings));
    new Types(settings).look();
    return settings.complaints();
  }
}
