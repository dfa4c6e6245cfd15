package dev.recado.ground.settings;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** The settings of this machine, for tools that start no hub. */
public final class Surroundings {

  private Surroundings() {}

  /**
   * Reads the environment and the {@code .env} file, as a hub that starts here would.
   *
   * @return the settings without the hub's own defaults
   * @throws dev.recado.ground.process.StartupProblem if the file cannot be read
   */
  public static ConfigurableEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    EnvFiles.addTo(environment);
    return environment;
  }
}
