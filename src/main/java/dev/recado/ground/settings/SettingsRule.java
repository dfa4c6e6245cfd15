package dev.recado.ground.settings;

/**
 * One room's check of its settings, before anything starts.
 *
 * <p>Rules are found through {@code META-INF/spring.factories}. Types need no rule: every class of
 * settings is bound on trial.
 */
public interface SettingsRule {

  /**
   * Looks at the settings and complains.
   *
   * @param settings the settings to check
   */
  void look(Settings settings);
}
