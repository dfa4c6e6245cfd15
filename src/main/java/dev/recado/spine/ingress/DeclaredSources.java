package dev.recado.spine.ingress;

import java.util.Map;

/** The sources that flow authors declare. They change with a save. */
public interface DeclaredSources {

  /**
   * Gets the sources as they are declared now.
   *
   * @return sources by name; none has the name of a source of the hub
   */
  Map<String, WebhookSource> current();

  /**
   * Tells whether the files have been read since the hub started.
   *
   * @return false as long as nobody can say which sources there are
   */
  default boolean known() {
    return true;
  }
}
