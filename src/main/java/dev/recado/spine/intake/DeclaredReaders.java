package dev.recado.spine.intake;

import java.util.Optional;

/** The readers of sources that flow authors declare. They change with a save. */
public interface DeclaredReaders {

  /**
   * Finds the reader of a source as it is declared now.
   *
   * @param source the name of the source
   * @return empty if no file declares it
   */
  Optional<EventReader> of(String source);
}
