package dev.recado.spine.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.TestDatabase;
import dev.recado.ground.database.Retention;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.outbox.OutboxTable.Release;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox with its gate, for tests of packages above this one; a test sends by hand. */
public final class TestBatches {

  private static final ZoneId HOUSE = ZoneId.of("America/Sao_Paulo");

  private final JdbcClient jdbc;
  private final Clock clock;
  private final OutboxTable table;
  private final OutboxSettings settings;
  private final Channels channels;
  private final Gate gate = new Gate();

  /** One process. */
  public TestBatches(TestDatabase database, Clock clock, Channels channels, String quietHours) {
    this.jdbc = database.jdbc();
    this.clock = clock;
    this.channels = channels;
    this.table =
        new OutboxTable(
            jdbc,
            new ObjectMapper(),
            clock,
            new Instance(UUID.randomUUID(), false),
            HOUSE,
            channels);
    this.settings =
        new OutboxSettings(true, quietHours, HOUSE, List.of(), 0, Duration.ofSeconds(1), Map.of());
  }

  public Batches batches() {
    return new BatchTable(jdbc, table, clock);
  }

  public WritingHours hours() {
    return new WritingHours(new Lanes(settings, channels), channels, settings);
  }

  public Retention retention() {
    return new OutboxRetention(jdbc);
  }

  public Contacts contacts(ContactListener listener) {
    return new Contacts(jdbc, clock, () -> Stream.of(listener));
  }

  /** Claims what is due; whoever has claimed it has it in hand. */
  public List<UUID> claim(int limit) {
    table.promote();
    return table.claim("waha", limit, List.of()).stream().map(Delivery::id).toList();
  }

  /** Claims what is due and sends what the gate lets out; returns the addresses in order. */
  public List<String> send(int limit) {
    return send(limit, any -> true);
  }

  /** The same, but some sends fail and are due again at once. */
  public List<String> send(int limit, Predicate<String> succeeds) {
    table.promote();
    List<String> sent = new ArrayList<>();
    List<Release> released = new ArrayList<>();
    Instant now = clock.instant();
    ChannelRules rules =
        new ChannelRules(QuietHours.preset(settings.quietHours(), HOUSE), null, null);
    for (Delivery one : table.claim("waha", limit, List.of())) {
      Verdict verdict = gate.ask(one, rules, now);
      if (verdict instanceof Verdict.Hold hold) {
        released.add(new Release(one.seq(), MessageState.HELD, hold.until(), hold.reason()));
      } else if (verdict instanceof Verdict.Cancel cancel) {
        released.add(new Release(one.seq(), MessageState.CANCELLED, null, cancel.reason()));
      } else if (!succeeds.test(one.address())) {
        released.add(new Release(one.seq(), MessageState.RETRY, now, "503"));
      } else {
        jdbc.sql("update outbox set state = 'SENT', sent_at = ?, claimed_by = null where id = ?")
            .params(OutboxTable.timestamp(now), one.id())
            .update();
        sent.add(one.address());
      }
    }
    table.release(released);
    return sent;
  }

  /** What a hub does at its start: the gate is asked again about all that it holds. */
  public void restart() {
    table.judgeAgain();
  }

  /** Puts back what was claimed and failed: it is tried again at once. */
  public void fail(List<UUID> claimed) {
    for (UUID id : claimed) {
      jdbc.sql("update outbox set state = 'RETRY', due_at = ?, claimed_by = null where id = ?")
          .params(OutboxTable.timestamp(clock.instant()), id)
          .update();
    }
  }
}
