package dev.recado.spine.intake;

import dev.recado.ground.database.Refused;
import dev.recado.spine.flow.Emitted;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.outbox.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is stored after a run: the event's new state and its effects.
 *
 * @param state the new state
 * @param resumeAt the flow to go on with, or null for the one that takes the type
 * @param due the time of the next run, or null
 * @param waited whether the flow asked for this wait
 * @param attempts failed runs so far
 * @param reason why, or null if all went well; for a flow that wanted nothing, its decisions
 * @param effects what the flow wants done
 */
record Decision(
    EventState state,
    @Nullable String resumeAt,
    @Nullable Instant due,
    boolean waited,
    int attempts,
    @Nullable String reason,
    Emitted effects) {

  private static final Duration SOON = Duration.ofSeconds(5);

  private static final String CANNOT_BE_STORED =
      "O evento não pôde ser guardado (CANNOT_BE_STORED): ";

  /** Does not run it here: the slow lane takes it as soon as the earlier events are done. */
  static Decision later(String reason, Instant now) {
    return new Decision(EventState.RETRY, null, now, false, 0, reason, Emitted.NOTHING);
  }

  /** No flow is needed: the hub's sinks have done all the work. */
  static Decision done() {
    return new Decision(EventState.DONE, null, null, false, 0, null, Emitted.NOTHING);
  }

  static Decision dead(String reason) {
    return new Decision(EventState.DEAD, null, null, false, 0, reason, Emitted.NOTHING);
  }

  /** The bytes contain no event. */
  static Decision unreadable(String trouble) {
    return dead("O webhook não pôde ser lido (UNREADABLE): " + trouble);
  }

  /** The decision could not be stored, for a reason in the event itself. */
  static Decision buried(Throwable failure) {
    return dead(CANNOT_BE_STORED + Refused.because(failure));
  }

  /** Tells whether this replaces a decision that could not be stored. */
  boolean buried() {
    return state == EventState.DEAD && reason != null && reason.startsWith(CANNOT_BE_STORED);
  }

  /** Turns outcomes into decisions, using the retry schedules. */
  record Maker(RetrySchedule faults, RetrySchedule away) {

    Decision decide(
        FlowOutcome outcome, @Nullable String resumeAt, int attemptsBefore, Instant now) {
      if (outcome instanceof FlowOutcome.Done done) {
        return new Decision(EventState.DONE, null, null, false, 0, done.why(), done.effects());
      }
      if (outcome instanceof FlowOutcome.Waits waits) {
        return new Decision(
            EventState.WAITING,
            waits.resumeAt(),
            now.plus(waits.pause()),
            true,
            0,
            null,
            waits.effects());
      }
      if (outcome instanceof FlowOutcome.Dropped dropped) {
        return new Decision(
            EventState.DROPPED, null, null, false, 0, dropped.reason(), dropped.effects());
      }
      if (outcome instanceof FlowOutcome.NoFlow none) {
        return new Decision(
            EventState.PARKED, resumeAt, null, false, 0, none.reason(), Emitted.NOTHING);
      }
      if (outcome instanceof FlowOutcome.Failed busy && busy.kind() == FlowOutcome.Kind.BUSY) {
        return busy(busy.reason(), resumeAt, attemptsBefore, now);
      }
      return failed((FlowOutcome.Failed) outcome, resumeAt, attemptsBefore + 1, now);
    }

    /** Uses up no attempt: nothing is wrong but that others were first. */
    private Decision busy(
        String reason, @Nullable String resumeAt, int attemptsBefore, Instant now) {
      Instant soon = now.plus(away.after(1).orElse(SOON));
      return new Decision(
          EventState.RETRY, resumeAt, soon, false, attemptsBefore, reason, Emitted.NOTHING);
    }

    private Decision failed(
        FlowOutcome.Failed failed, @Nullable String resumeAt, int attempts, Instant now) {
      Optional<Instant> next =
          switch (failed.kind()) {
            case AWAY, BUSY -> away.after(attempts).map(now::plus);
            case FAULT -> faults.after(attempts).map(now::plus);
            case HOPELESS -> Optional.empty();
          };
      EventState state = next.isPresent() ? EventState.RETRY : EventState.DEAD;
      return new Decision(
          state, resumeAt, next.orElse(null), false, attempts, failed.reason(), Emitted.NOTHING);
    }
  }
}
