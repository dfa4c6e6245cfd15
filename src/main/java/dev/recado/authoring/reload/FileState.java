package dev.recado.authoring.reload;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one file of the routes folder.
 *
 * @param file relative to the folder
 * @param state see {@link State}
 * @param since when it came into this state
 * @param routes the ids of its routes that run
 * @param reason why it is not as it was saved, or null
 */
public record FileState(
    String file, State state, Instant since, Set<String> routes, @Nullable String reason) {

  /** What becomes of a saved file. */
  public enum State {
    /** Runs as it was saved. */
    RUNNING,
    /** Was saved with a mistake, also while no hub ran; what ran before goes on. */
    REFUSED,
    /** Had a mistake when the hub started, and never ran; nothing of it runs. */
    LEFT_OUT,
    /** Was changed and is read at the next start only. */
    NEEDS_RESTART
  }
}
