package dev.recado.spine.intake;

import dev.recado.ground.loop.Loops;
import dev.recado.ground.process.Daemons;
import dev.recado.spine.flow.Emitted;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.RetrySchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The intake run by hand: the same code as in a hub, one record or one due event at a time.
 *
 * <p>Everything runs in the caller's thread and pauses are not random, so the same records give the
 * same decisions. It is not thread-safe.
 */
public final class Rehearsal implements AutoCloseable {

  /** A batch is never abandoned here; the caller has its own limit. */
  private static final Duration PATIENT = Duration.ofDays(1);

  private final EventTable table;
  private final Clock clock;
  private final ExecutorService thread;
  private final Intake intake;
  private final List<LateEvents> lanes = new ArrayList<>();
  private List<Decided> decided = new ArrayList<>();

  /**
   * The stored result of a run.
   *
   * @param event which event ran
   * @param subject what the event is about
   * @param end how it ended
   * @param flow to go on with after a wait, or null
   * @param due the time of the next run, or null
   * @param attempts failed runs so far; 0 if the event only had to wait for another one
   * @param reason why, or null if all went well
   * @param effects what the flow wants done
   * @param at the time of the run
   */
  public record Decided(
      UUID event,
      String subject,
      EventState end,
      @Nullable String flow,
      @Nullable Instant due,
      int attempts,
      @Nullable String reason,
      Emitted effects,
      Instant at) {}

  private final class Notes implements Witness {

    @Override
    public void duplicates(String source, int count) {
      // A record that was taken before has no effect, so there is nothing to report.
    }

    @Override
    public void processed(InboundRecord record, Decision decision) {
      decided.add(
          new Decided(
              record.id(),
              record.subject(),
              decision.state(),
              decision.resumeAt(),
              decision.due(),
              decision.attempts(),
              decision.reason(),
              decision.effects(),
              clock.instant()));
    }
  }

  private Rehearsal(
      Parts parts, IntakeSettings settings, EventReaders readers, List<EventSink> sinks) {
    this.table = parts.table();
    this.clock = parts.clock();
    this.thread = Executors.newSingleThreadExecutor(Daemons.named("rehearsal-intake"));
    Witness notes = new Notes();
    IntakeSettings patient = patient(settings);
    EventSinks all = new EventSinks(sinks);
    this.intake =
        new Intake(
            readers,
            all,
            table,
            new FlowRuns(parts.flows(), thread, 1),
            maker(settings, parts.away()),
            parts.outbox(),
            parts.transaction(),
            notes,
            patient,
            clock);
    for (Lane lane : settings.lanes()) {
      lanes.add(
          new LateEvents(
              table,
              readers,
              all,
              parts.flows(),
              maker(settings, lane.inOrder() ? settings.chatSchedule() : parts.away()),
              parts.outbox(),
              parts.transaction(),
              notes,
              clock,
              lane,
              new Loops().add(lane.name())));
    }
  }

  private record Parts(
      EventTable table,
      Flows flows,
      Outbox outbox,
      TransactionTemplate transaction,
      List<Duration> away,
      Clock clock) {}

  /**
   * Makes one from the parts of a hub.
   *
   * @param beans of a hub that does not run: tables, readers, sinks, settings, the clock
   * @param flows the flows to run
   * @param away the pauses while an outside system is unavailable
   * @param more readers in addition to those of the hub
   * @return a rehearsal that has taken no record yet
   */
  public static Rehearsal of(
      BeanFactory beans, Flows flows, List<Duration> away, List<EventReader> more) {
    Parts parts =
        new Parts(
            beans.getBean(EventTable.class),
            flows,
            beans.getBean(Outbox.class),
            beans.getBean(TransactionTemplate.class),
            away,
            beans.getBean(Clock.class));
    ObjectProvider<EventReader> readers = beans.getBeanProvider(EventReader.class);
    return new Rehearsal(
        parts,
        beans.getBean(IntakeSettings.class),
        new EventReaders(
            Stream.concat(readers.orderedStream(), more.stream()).toList(),
            beans.getBean(DeclaredReaders.class)),
        beans.getBeanProvider(EventSink.class).orderedStream().toList());
  }

  private static Decision.Maker maker(IntakeSettings settings, List<Duration> away) {
    return new Decision.Maker(exact(settings.faultSchedule()), exact(away));
  }

  private static RetrySchedule exact(List<Duration> pauses) {
    return new RetrySchedule(pauses, 0, () -> 0);
  }

  private static IntakeSettings patient(IntakeSettings settings) {
    return new IntakeSettings(
        settings.group(),
        settings.topic(),
        settings.batch(),
        1,
        PATIENT,
        settings.lateThreads(),
        settings.ownLanes(),
        settings.chatSchedule(),
        settings.faultSchedule());
  }

  /**
   * Takes a record as if it came from the log.
   *
   * @param record the record
   * @return the decisions on its events; empty if the record was taken before
   * @throws InterruptedException if the caller is interrupted
   */
  public List<Decided> take(InboundRecord record) throws InterruptedException {
    decided = new ArrayList<>();
    intake.take(List.of(record));
    return decided;
  }

  /**
   * Runs one event that is due now.
   *
   * @return the decision on it; empty if none is due
   */
  public List<Decided> runDue() {
    decided = new ArrayList<>();
    for (LateEvents lane : lanes) {
      if (lane.step()) {
        return decided;
      }
    }
    return decided;
  }

  /**
   * Tells when the next event comes due.
   *
   * @return a time after now, or empty if none waits
   */
  public Optional<Instant> nextDue() {
    return table.nextDue(clock.instant());
  }

  /** Ends its thread, even if a flow in it hangs. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
