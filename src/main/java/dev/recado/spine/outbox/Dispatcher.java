package dev.recado.spine.outbox;

import dev.recado.ground.loop.Workers;
import dev.recado.spine.channel.Link;
import dev.recado.spine.channel.Pace;
import dev.recado.spine.outbox.OutboxTable.Release;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Sends the rows of one connector: claim, gate, send, note.
 *
 * <p>Each connector has its own workers and its own breaker, so that a hanging connector does not
 * stop the others. A row is claimed only when a worker is free, the breaker lets calls through and
 * the channel's bucket has a token. Until then it waits in the table.
 */
final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  /** Rows that become ready within this time are claimed by one statement instead of many. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private static final int MAX_CLAIM = 128;

  /** How long sends under way may take to end when the hub stops. */
  private static final Duration LAST_SENDS = Duration.ofSeconds(30);

  /**
   * The pause of a blocked message. The channel decides how long it waits; then the message must go
   * at once.
   */
  private static final Duration UNBLOCKED_SOON = Duration.ofSeconds(5);

  private final Lane lane;
  private final Parts parts;
  private final CircuitBreaker breaker;
  private final Workers workers;
  private final Consumer<List<Delivery>> written = this::written;
  private volatile Instant notBefore = Instant.MIN;
  private volatile @Nullable String lastFailure;

  /** The parts that all dispatchers share. */
  record Parts(
      OutboxTable table,
      Ledger ledger,
      Sender sender,
      Gate gate,
      ChannelPace pace,
      RetrySchedule schedule,
      OutboxMeters meters,
      OutboxSettings settings,
      Clock clock) {}

  Dispatcher(Lane lane, Parts parts, CircuitBreaker breaker, Workers workers) {
    this.lane = lane;
    this.parts = parts;
    this.breaker = breaker;
    this.workers = workers;
  }

  void start() {
    workers.begin(this::claimAndSend, parts.settings().pollEvery(), GATHER);
  }

  void wake() {
    workers.wake();
  }

  Lane lane() {
    return lane;
  }

  CircuitBreaker.State breaker() {
    return breaker.getState();
  }

  /** Tells what is wrong; while the breaker is not closed, also the far side's last failure. */
  @Nullable String trouble() {
    String channelTrouble = lane.link().trouble();
    boolean closed = breaker.getState() == CircuitBreaker.State.CLOSED;
    return channelTrouble != null || closed ? channelTrouble : lastFailure;
  }

  /** Looks at the table once; returns how many rows it took. */
  private int claimAndSend() {
    int wanted = lane.link().room(Math.min(MAX_CLAIM, permitted()));
    if (wanted <= 0 || parts.clock().instant().isBefore(notBefore)) {
      return 0;
    }
    Link.MessageIds ids = lane.link().messageIds(wanted);
    if (ids.supported()) {
      wanted = Math.min(wanted, ids.ids().size());
    }
    int tokens = drawTokens(wanted);
    if (tokens == 0) {
      giveBackIds(ids.ids(), List.of());
      return 0;
    }
    List<Delivery> claimed = parts.table().claim(lane.name(), tokens, ids.ids());
    giveBackIds(ids.ids(), claimed);
    int sent = sendAllowed(claimed);
    giveBackTokens(tokens - sent);
    return claimed.size();
  }

  /** As many calls as there are workers; only a few while the breaker is half open. */
  private int permitted() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> 0;
      case HALF_OPEN ->
          Math.min(
              workers.free(),
              breaker.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState());
      default -> workers.free();
    };
  }

  private @Nullable Pace pace() {
    return parts.settings().pacing() ? lane.pace() : null;
  }

  private int drawTokens(int wanted) {
    Pace pace = pace();
    if (pace == null || wanted == 0) {
      return wanted;
    }
    return parts.pace().draw(lane.name(), pace, wanted, parts.clock().instant());
  }

  private void giveBackTokens(int unused) {
    Pace pace = pace();
    if (pace != null) {
      parts.pace().giveBack(lane.name(), unused);
      long jitter = Math.max(1, pace.jitter().toMillis());
      notBefore = parts.clock().instant().plusMillis(ThreadLocalRandom.current().nextLong(jitter));
    }
  }

  /**
   * Gives back unused ids. Each look takes as many ids as there may be rows; if the rest were
   * thrown away, WAHA would have to supply new ones for ever.
   */
  private void giveBackIds(List<String> ids, List<Delivery> claimed) {
    if (!ids.isEmpty()) {
      Set<String> unused = new LinkedHashSet<>(ids);
      claimed.forEach(delivery -> unused.remove(String.valueOf(delivery.providerId())));
      lane.link().giveBack(List.copyOf(unused));
    }
  }

  /** Asks the gate about each row and passes on those that may go; returns their number. */
  private int sendAllowed(List<Delivery> claimed) {
    Instant now = parts.clock().instant();
    List<Release> released = new ArrayList<>();
    int sent = 0;
    for (Delivery claim : claimed) {
      Verdict verdict = parts.gate().ask(claim, lane.rules(), now);
      Delivery delivery = verdict instanceof Verdict.Instead other ? other.delivery() : claim;
      if (verdict instanceof Verdict.Hold hold) {
        released.add(new Release(delivery.seq(), MessageState.HELD, hold.until(), hold.reason()));
      } else if (verdict instanceof Verdict.Cancel cancel) {
        released.add(new Release(delivery.seq(), MessageState.CANCELLED, null, cancel.reason()));
      } else if (verdict instanceof Verdict.Refuse refuse) {
        released.add(new Release(delivery.seq(), MessageState.DEAD, null, refuse.reason()));
      } else if (!breaker.tryAcquirePermission()) {
        released.add(
            new Release(
                delivery.seq(),
                MessageState.QUEUED,
                now,
                "BREAKER_OPEN: o outro sistema falha em muitas tentativas"));
      } else {
        parts.table().inHand(delivery);
        workers.hand(() -> send(delivery));
        sent++;
      }
    }
    parts.table().release(released);
    parts.meters().refused(lane.name(), released);
    return sent;
  }

  private boolean send(Delivery delivery) {
    long begin = System.nanoTime();
    MDC.put("eventId", String.valueOf(delivery.eventId()));
    MDC.put("messageId", delivery.id().toString());
    try {
      settle(delivery, outcome(delivery), System.nanoTime() - begin);
      return true;
    } finally {
      MDC.clear();
    }
  }

  /** Catches whatever a connector throws: its row must not stay under way for ever. */
  private Outcome outcome(Delivery delivery) {
    try {
      return parts.sender().send(lane.connector(), lane.channel(), delivery);
    } catch (RuntimeException | StackOverflowError e) {
      log.error("The connector {} failed on message {}", lane.name(), delivery.id(), e);
      return Failures.outcome(e, true, delivery.repeatable());
    }
  }

  private void settle(Delivery delivery, Outcome outcome, long took) {
    boolean healthy = outcome instanceof Outcome.Done || outcome instanceof Outcome.Refused;
    if (healthy) {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    } else if (outcome instanceof Outcome.NotYet || outcome instanceof Outcome.Blocked) {
      breaker.releasePermission();
    } else {
      breaker.onError(took, TimeUnit.NANOSECONDS, new FarSideFailed());
    }
    lastFailure = failure(outcome);
    Instant now = parts.clock().instant();
    Ledger.Entry entry =
        entry(delivery, outcome, now, (int) (took / 1_000_000)).answered(outcome.answer());
    logFailure(entry, outcome instanceof Outcome.NotYet);
    parts.ledger().note(entry);
    parts.meters().settled(lane.name(), entry);
  }

  private @Nullable String failure(Outcome outcome) {
    if (outcome instanceof Outcome.Retry retry) {
      return retry.reason();
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return unknown.reason();
    }
    return outcome instanceof Outcome.NotYet ? lastFailure : null;
  }

  private Ledger.Entry entry(Delivery delivery, Outcome outcome, Instant now, int tookMillis) {
    if (outcome instanceof Outcome.Done done) {
      return new Ledger.Entry(
          delivery,
          MessageState.SENT,
          null,
          done.providerId(),
          done.chatId(),
          null,
          null,
          now,
          tookMillis,
          written);
    }
    if (outcome instanceof Outcome.Refused refused) {
      return failed(delivery, MessageState.DEAD, null, refused.reason(), now, tookMillis);
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return failed(delivery, MessageState.UNKNOWN, null, unknown.reason(), now, tookMillis);
    }
    if (outcome instanceof Outcome.Blocked blocked) {
      return failed(
          delivery,
          MessageState.RETRY,
          now.plus(UNBLOCKED_SOON),
          blocked.reason(),
          now,
          tookMillis);
    }
    if (outcome instanceof Outcome.NotYet notYet) {
      Outcome.Retry retry = new Outcome.Retry(notYet.reason(), notYet.after());
      return again(delivery, retry, now, tookMillis);
    }
    return again(delivery, (Outcome.Retry) outcome, now, tookMillis);
  }

  private Ledger.Entry again(Delivery delivery, Outcome.Retry retry, Instant now, int tookMillis) {
    Duration requested = retry.after();
    return parts
        .schedule()
        .after(delivery.attempt())
        .map(pause -> requested != null && requested.compareTo(pause) > 0 ? requested : pause)
        .map(
            pause ->
                failed(
                    delivery, MessageState.RETRY, now.plus(pause), retry.reason(), now, tookMillis))
        .orElseGet(
            () ->
                failed(
                    delivery,
                    MessageState.DEAD,
                    null,
                    retry.reason() + " (desistiu depois de " + delivery.attempt() + " tentativas)",
                    now,
                    tookMillis));
  }

  /**
   * Logs trouble. A message that waits for something still under way is no trouble until it is
   * given up.
   */
  private static void logFailure(Ledger.Entry entry, boolean waits) {
    if (entry.reason() == null) {
      return;
    }
    Level level = waits && entry.state() == MessageState.RETRY ? Level.DEBUG : Level.WARN;
    log.atLevel(level)
        .log(
            "Message {} to {}: {}: {}",
            entry.delivery().id(),
            shown(entry.delivery().address()),
            entry.state(),
            entry.reason());
  }

  /**
   * Phones are masked; the path of a web address may be a secret, such as that of a chat's webhook.
   */
  private static String shown(String address) {
    int server = address.indexOf("://");
    int path = server < 0 ? -1 : address.indexOf('/', server + 3);
    int query = server < 0 ? -1 : address.indexOf('?', server + 3);
    int end = path < 0 || query >= 0 && query < path ? query : path;
    return dev.recado.ground.phone.Phones.maskAll(
        end < 0 ? address : address.substring(0, end) + "/…");
  }

  private Ledger.Entry failed(
      Delivery delivery,
      MessageState state,
      @Nullable Instant due,
      String reason,
      Instant now,
      int tookMillis) {
    return new Ledger.Entry(
        delivery, state, due, null, null, reason, null, now, tookMillis, written);
  }

  /** The deliveries are stored, so the next messages of these conversations may go. */
  private void written(List<Delivery> deliveries) {
    deliveries.forEach(parts.table()::settled);
    workers.wake();
  }

  /** Stops claiming, then waits for the sends that are under way. */
  void close() throws InterruptedException {
    if (!workers.close(LAST_SENDS)) {
      log.warn("Sends of {} are still under way and count as interrupted", lane.name());
    }
  }

  /** Tells the breaker that a call failed; nobody reads its message. */
  private static final class FarSideFailed extends RuntimeException {
    FarSideFailed() {
      super("the far side failed", null, false, false);
    }
  }
}
