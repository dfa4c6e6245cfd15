package dev.recado.authoring.reload;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one file of the routes folder.
 *
 * @param file its name relative to the folder
 * @param state see {@link State}
 * @param since when it got this state
 * @param routes the ids of its running routes
 * @param reason why it does not run as it was saved, or null
 * @param waitsFor the refused file that keeps it out, or null
 */
public record FileState(
    String file,
    State state,
    Instant since,
    Set<String> routes,
    @Nullable String reason,
    @Nullable String waitsFor) {

  /** What happened to a saved file. */
  public enum State {
    /** The file runs as it was saved. */
    RUNNING,
    /** The file was saved just now and is being checked. What ran before goes on meanwhile. */
    CHECKING,
    /**
     * The file was saved with a mistake, perhaps while no hub ran. Its earlier version keeps
     * running.
     */
    REFUSED,
    /** The file was saved with a mistake and never ran before. None of its routes run. */
    LEFT_OUT,
    /** The file needs or belongs to a refused one. It is taken in with the next version of that. */
    WAITING
  }
}
