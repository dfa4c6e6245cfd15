package dev.recado.spine.flow;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.database.Refused;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of one run of a flow. */
public sealed interface FlowOutcome {

  /**
   * The flow has decided.
   *
   * @param effects what the flow wants done, possibly nothing
   * @param why the decisions that led to nothing, in one sentence; null if there are effects, or
   *     the flow has decided nothing
   */
  record Done(Emitted effects, @Nullable String why) implements FlowOutcome {}

  /**
   * The flow wants to go on later.
   *
   * @param effects what is to be done before the wait
   * @param resumeAt the flow to go on with
   * @param pause how long to wait, positive
   */
  record Waits(Emitted effects, String resumeAt, Duration pause) implements FlowOutcome {}

  /**
   * The flow found that the event needs no action.
   *
   * @param effects what it had emitted before it found out
   * @param reason one sentence
   */
  record Dropped(Emitted effects, String reason) implements FlowOutcome {}

  /**
   * No flow takes events of this type.
   *
   * @param reason one sentence that names the type
   */
  record NoFlow(String reason) implements FlowOutcome {}

  /**
   * The run failed; its effects are discarded.
   *
   * @param reason what went wrong and in which step, without secrets
   * @param kind whether another run may help
   */
  record Failed(String reason, Kind kind) implements FlowOutcome {

    /**
     * Makes the outcome of a run that ended in an unexpected exception.
     *
     * @param failure what was thrown
     * @return {@code AWAY} if PostgreSQL is unavailable, else {@code FAULT}
     */
    public static Failed of(Throwable failure) {
      Kind kind = DatabaseAway.explains(failure) ? Kind.AWAY : Kind.FAULT;
      return new Failed("O fluxo tropeçou: " + Refused.because(failure), kind);
    }
  }

  /** How a failure is to be treated. */
  enum Kind {
    /** An outside system is unavailable: retry for up to a day. */
    AWAY,
    /** All connections to an outside system are in use: retry soon, as often as it takes. */
    BUSY,
    /** Unknown, perhaps a mistake in the flow: a few quick retries. */
    FAULT,
    /** The event itself is invalid: no retry. */
    HOPELESS
  }
}
