package dev.recado.ground.settings;

/**
 * What one room asks of its settings, before anything is started.
 *
 * <p>Found through {@code META-INF/spring.factories}. Types need no rule: whatever is bound to a
 * class of settings is tried by itself.
 */
public interface SettingsRule {

  /**
   * Looks at the settings and complains.
   *
   * @param settings what is set
   */
  void look(Settings settings);
}
