package dev.recado.spine.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.intake.TestTimers;
import dev.recado.spine.intake.Timers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The alerts of a hub, with a test's own database and clock. */
final class AlertKit {

  static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  static final UUID HUB = new UUID(0, 1);

  final SettableClock clock;
  final JdbcClient jdbc;
  final TestChannels channels = TestChannels.ofProviders("waha", "meta");
  final Reports reports;
  final Quality quality;
  final Alerts alerts;
  private final TestDatabase database;
  private final AlertTable table;
  private final Map<String, String> settings = new HashMap<>();
  private AlertLook look;

  AlertKit(TestDatabase database) {
    this(database, new SettableClock(NOON));
  }

  AlertKit(TestDatabase database, SettableClock clock) {
    this.database = database;
    this.clock = clock;
    this.jdbc = database.jdbc();
    this.table = new AlertTable(jdbc);
    this.reports = new Reports(jdbc);
    this.alerts = new Alerts(table, clock);
    this.quality = new Quality(jdbc, channels, settings());
    this.look = look(TestTimers.on(jdbc));
  }

  /** Changes a setting, such as {@code p95}, without the prefix. */
  AlertKit with(String setting, String value) {
    settings.put("recado.alert." + setting, value);
    look = look(TestTimers.on(jdbc));
    return this;
  }

  private AlertSettings settings() {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("recado.alert", AlertSettings.class);
  }

  /** A look that sets its events with these timers. */
  AlertLook look(Timers timers) {
    AlertSettings now = settings();
    Set<String> windowed = Set.of("meta");
    Ways ways = new Ways(channels, channel -> windowed.contains(channel.id()), reports);
    AlertLook.Parts parts =
        new AlertLook.Parts(table, new AlertEvents(timers, new ObjectMapper()), reports, ways);
    List<Watch> watches =
        List.of(
            new ChannelsDown(reports, channels, now),
            new FailureRate(jdbc, now),
            new SlowAnswers(jdbc, now),
            new OldestUnsent(jdbc, now),
            new DeadLetters(jdbc, now),
            new Quality(jdbc, channels, now));
    return new AlertLook(watches, parts, now, database.transaction(), clock);
  }

  /** Lets some time pass and looks. */
  void lookAfter(String duration) {
    clock.tick(Duration.parse("PT" + duration));
    look.look();
  }

  void look() {
    look.look();
  }

  /** A process reports now; an empty reason is no trouble. */
  void report(UUID process, String channel, String trouble) {
    reports.write(process, Map.of(channel, trouble), clock.instant());
  }

  /** Reports every 30 seconds for some time, and looks each time. */
  void reportFor(String duration, String channel, String trouble) {
    Instant end = clock.instant().plus(Duration.parse("PT" + duration));
    while (clock.instant().isBefore(end)) {
      report(HUB, channel, trouble);
      lookAfter("30S");
    }
  }

  /** A message in some state, whose last attempt began now. */
  UUID message(String connector, String state, @Nullable String reason) {
    return message(connector, state, reason, null, clock.instant());
  }

  /** A message of an event, in some state. */
  UUID message(
      String connector, String state, @Nullable String reason, @Nullable UUID event, Instant due) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into outbox (id, event_id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at, claimed_at, reason)
            values (?, ?, 'whatsapp-text', ?, ?, '5511987654321', '{}', ?, ?, ?, ?, ?, ?)
            """)
        .params(
            id,
            event,
            connector,
            "whatsapp:" + id,
            state,
            at(due),
            at(due),
            at(clock.instant()),
            at(clock.instant()),
            reason)
        .update();
    return id;
  }

  /** Notes an attempt that ended now. */
  void attempt(UUID message, int number, String outcome, int millis) {
    jdbc.sql("insert into attempt (outbox_id, number, at, took_ms, outcome) values (?, ?, ?, ?, ?)")
        .params(message, number, at(clock.instant()), millis, outcome)
        .update();
    jdbc.sql("update outbox set attempts = ? where id = ?").params(number, message).update();
  }

  /** Messages that ended now, each after one attempt. */
  void ended(String connector, int count, String state, @Nullable String reason, int millis) {
    String outcome = state.equals("DEAD") || state.equals("UNKNOWN") ? state : "SENT";
    for (int i = 0; i < count; i++) {
      attempt(message(connector, state, reason), 1, outcome, millis);
    }
  }

  /** An event that came some time ago and has ended now. */
  UUID event(String type, String state, @Nullable String reason, Duration took, boolean late) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    jdbc.sql(
            """
            insert into event (id, source, event_key, type, subject, state, reason, received_at,
                               processed_at, claimed_at, raw)
            values (?, 'test', ?, ?, 'test', ?, ?, ?, ?, ?, ''::bytea)
            """)
        .params(
            id,
            id.toString(),
            type,
            state,
            reason,
            at(now.minus(took)),
            at(now),
            late ? at(now) : null)
        .update();
    return id;
  }

  void set(UUID message, String state) {
    jdbc.sql("update outbox set state = ? where id = ?").params(state, message).update();
  }

  private static Timestamp at(Instant instant) {
    return Timestamp.from(instant);
  }

  /** All events so far, each as {@code raised kind channel count}. */
  List<String> told() {
    return jdbc.sql(
            """
            select concat_ws(' ', body ->> 'state', body ->> 'alert', body ->> 'channel',
                             body ->> 'count')
              from (select id, received_at, convert_from(raw, 'UTF8')::jsonb as body from event
                     where source = 'alert') told
             order by received_at, id
            """)
        .query(String.class)
        .list();
  }

  /** A field of the last event. */
  @Nullable String last(String field) {
    return jdbc.sql(
            """
            select coalesce(convert_from(raw, 'UTF8')::jsonb ->> ?, '') from event
             where source = 'alert' order by received_at desc, id desc limit 1
            """)
        .param(field)
        .query(String.class)
        .single();
  }
}
