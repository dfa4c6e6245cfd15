package dev.recado.spine.intake;

import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Kept;
import dev.recado.spine.outbox.Outbox.OldNews;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events in PostgreSQL. */
final class EventTable implements Timers {

  /** How long a runner keeps a claimed event without renewing the claim. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** The most raw bytes in one statement, because the driver holds all of them in memory. */
  private static final long MOST_AT_ONCE = 4 << 20;

  /** A webhook of several events is stored once if it is larger than this. */
  private static final int SHARED_FROM = 16 << 10;

  private static final byte[] NOTHING = {};

  /** The bytes of an event {@code e}. */
  static final String RAW =
      "case when e.raw_in is null then e.raw else (select f.raw from event f where f.id = e.raw_in) end";

  /** The note keeps the former state and reason, because the row loses them. */
  private static final String REPLAY =
      """
      with chosen as (
        select id, state, reason from event where %s for update),
      again as (
        update event e
           set state = 'RETRY', resume_at = null, due_at = :now, attempts = 0, waits = 0,
               reason = 'replayed'
          from chosen where e.id = chosen.id)
      insert into event_note (event_id, at, what, detail)
      select id, :now, 'REPLAYED', 'was ' || state || coalesce(': ' || reason, '') from chosen
      """;

  private final JdbcClient jdbc;

  EventTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean set(InboundRecord record, String type, Instant due) {
    return set(record, type, due, EventState.WAITING);
  }

  @Override
  public boolean setBehind(InboundRecord record, String type, Instant due) {
    return set(record, type, due, EventState.RETRY);
  }

  private boolean set(InboundRecord record, String type, Instant due, EventState state) {
    int added =
        jdbc.sql(
                """
                insert into event (id, source, event_key, type, subject, state, due_at,
                                   received_at, content_type, kept, raw)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do nothing
                """)
            .params(
                record.id(),
                record.source(),
                record.key(),
                type,
                record.subject(),
                state.name(),
                Timestamp.from(due),
                Timestamp.from(record.receivedAt()),
                record.contentType(),
                Kept.json(record),
                record.body())
            .update();
    return added > 0;
  }

  @Override
  public void goOn(UUID event, InboundRecord record, String type, Instant due) {
    if (set(record, type, due)) {
      note(event, "CONTINUED", record.id().toString(), record.receivedAt());
    }
  }

  @Override
  public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
    return jdbc.sql(
            """
            update event
               set due_at = least(:due::timestamptz, received_at + :limit * interval '1 second')
             where type = :type and subject = :subject and state = 'WAITING'
               and claimed_by is null and waits = 0
            returning id
            """)
        .param("due", Timestamp.from(due))
        .param("limit", limit.toSeconds())
        .param("type", type)
        .param("subject", subject)
        .query(UUID.class)
        .optional();
  }

  @Override
  public int cancel(String type, String subject, String reason) {
    return jdbc.sql(
            """
            update event set state = 'DROPPED', due_at = null, reason = :reason
             where type = :type and subject = :subject and state = 'WAITING'
               and claimed_by is null
            """)
        .param("reason", reason)
        .param("type", type)
        .param("subject", subject)
        .update();
  }

  /** Finds the events that are already in the table. */
  Set<UUID> known(Collection<UUID> ids) {
    return new HashSet<>(
        jdbc.sql("select id from event where id = any(?::uuid[])")
            .param(texts(ids))
            .query(UUID.class)
            .list());
  }

  /** Finds the bytes that an event was read from. */
  Optional<byte[]> webhook(UUID id) {
    return jdbc.sql("select " + RAW + " from event e where e.id = ?")
        .param(id)
        .query(byte[].class)
        .optional();
  }

  /** Finds when events came; without those that are not in the table. */
  Map<UUID, Instant> receivedAt(Collection<UUID> ids) {
    Map<UUID, Instant> found = new HashMap<>();
    jdbc.sql("select id, received_at from event where id = any(?::uuid[])")
        .param(texts(ids))
        .query(
            row -> {
              found.put(
                  row.getObject("id", UUID.class), row.getTimestamp("received_at").toInstant());
            });
    return found;
  }

  /** Finds the subjects with an event whose flow has not finished. */
  Set<String> openSubjects(Collection<String> subjects) {
    return new HashSet<>(
        jdbc.sql(
                """
                select distinct subject from event
                 where state = 'RETRY' and subject = any(?::text[])
                """)
            .param(texts(subjects))
            .query(String.class)
            .list());
  }

  /** Adds events with their decisions; returns the ids of the new ones. */
  Set<UUID> add(Map<Arrival, Decision> decided, Instant now) {
    Set<UUID> holders = decided.keySet().stream().map(Arrival::id).collect(Collectors.toSet());
    Set<UUID> added = new HashSet<>();
    List<Row> rows = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<Arrival, Decision> entry : decided.entrySet()) {
      Row row = Row.of(entry.getKey(), entry.getValue(), holders);
      rows.add(row);
      bytes += row.raw().length;
      if (bytes > MOST_AT_ONCE) {
        added.addAll(add(rows, now));
        rows.clear();
        bytes = 0;
      }
    }
    added.addAll(add(rows, now));
    return added;
  }

  /**
   * An event to be added.
   *
   * @param holder the event that holds the bytes in its place, or null
   * @param raw the bytes, empty with a holder
   */
  private record Row(Arrival arrival, Decision decision, @Nullable UUID holder, byte[] raw) {

    /** The first event of a webhook has the webhook's id, and keeps its bytes for the others. */
    static Row of(Arrival arrival, Decision decision, Set<UUID> holders) {
      InboundRecord record = arrival.record();
      boolean shared =
          record.body().length >= SHARED_FROM
              && !arrival.id().equals(record.id())
              && holders.contains(record.id());
      return shared
          ? new Row(arrival, decision, record.id(), NOTHING)
          : new Row(arrival, decision, null, record.body());
    }
  }

  private Set<UUID> add(List<Row> rows, Instant now) {
    return new HashSet<>(
        jdbc.sql(
                """
                insert into event (processed_at, id, source, event_key, type, subject, state,
                                   resume_at, due_at, waits, attempts, reason, received_at,
                                   content_type, kept, untold, raw_in, raw)
                select ?::timestamptz, *
                  from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::timestamptz[], ?::int[], ?::int[], ?::text[],
                              ?::timestamptz[], ?::text[], ?::text[], ?::boolean[], ?::uuid[], ?::bytea[])
                on conflict (id) do nothing
                returning id
                """)
            .params(
                Timestamp.from(now),
                column(rows, r -> r.arrival().id().toString()),
                column(rows, r -> r.arrival().record().source()),
                column(rows, r -> r.arrival().record().key()),
                column(rows, r -> r.arrival().type()),
                column(rows, r -> r.arrival().subject()),
                column(rows, r -> r.decision().state().name()),
                column(rows, r -> r.decision().resumeAt()),
                column(rows, r -> text(r.decision().due())),
                column(rows, r -> r.decision().waited() ? "1" : "0"),
                column(rows, r -> Integer.toString(r.decision().attempts())),
                column(rows, r -> r.decision().reason()),
                column(rows, r -> r.arrival().record().receivedAt().toString()),
                column(rows, r -> r.arrival().record().contentType()),
                column(rows, r -> Kept.json(r.arrival().record())),
                column(
                    rows, r -> Boolean.toString(sinksMustStillBeTold(r.arrival(), r.decision()))),
                column(rows, r -> r.holder() == null ? null : r.holder().toString()),
                rows.stream().map(Row::raw).toArray(byte[][]::new))
            .query(UUID.class)
            .list());
  }

  private static boolean sinksMustStillBeTold(Arrival arrival, Decision decision) {
    return arrival.event() == null
        || decision.buried()
        // Once its number is a channel, it is read again as what it is.
        || EventTypes.WHATSAPP_CHANNEL_UNKNOWN.equals(arrival.type());
  }

  /** Adds a row that holds only the event's id; returns the id if it was new. */
  Set<UUID> addBare(UUID id, Decision dead, Instant now) {
    return new HashSet<>(
        jdbc.sql(
                """
                insert into event (id, source, event_key, type, subject, state, reason,
                                   received_at, processed_at, raw, untold)
                values (:id, 'unknown', 'unknown', 'unknown.unreadable', 'unknown', :state, :reason,
                        :now, :now, ''::bytea, true)
                on conflict (id) do nothing
                returning id
                """)
            .param("id", id)
            .param("state", dead.state().name())
            .param("reason", dead.reason())
            .param("now", Timestamp.from(now))
            .query(UUID.class)
            .list());
  }

  /**
   * An event that is due.
   *
   * @param id the event
   * @param record its record of the log
   * @param type its type
   * @param resumeAt the flow to go on with, or null
   * @param waits how often it has waited
   * @param attempts how often its flow has failed since the last wait
   * @param untold whether its sinks have not been told yet
   * @param claimedAt when it was claimed; with the runner's name it proves that the event is still
   *     ours
   */
  record Due(
      UUID id,
      InboundRecord record,
      String type,
      @Nullable String resumeAt,
      int waits,
      int attempts,
      boolean untold,
      Instant claimedAt) {

    String flow() {
      return resumeAt == null ? type : resumeAt;
    }
  }

  /**
   * Takes due events of a lane. An event in RETRY holds back the later events of its subject; an
   * event in WAITING does so only in a lane that keeps order.
   */
  List<Due> claim(UUID runner, Lane lane, int limit, Collection<String> busyFlows, Instant now) {
    return jdbc.sql(
            """
            with head as (
              select r.id from event r
               where r.state in ('WAITING', 'RETRY') and r.due_at <= :now
                 and (r.type = any (:types::text[])) = :only
                 and coalesce(r.resume_at, r.type) <> all (:busy::text[])
                 and (not :inOrder and r.state = 'WAITING' or not exists (
                       select 1 from event p
                        where p.subject = r.subject
                          and (p.state = 'RETRY' or :inOrder and p.state = 'WAITING')
                          and (p.received_at, p.id) < (r.received_at, r.id)))
               order by r.due_at
               limit :limit
                 for update skip locked)
            update event e
               set due_at = :lease, claimed_by = :runner, claimed_at = :now
              from head where e.id = head.id
            returning e.*, %s as bytes
            """
                .formatted(RAW))
        .param("now", Timestamp.from(now))
        .param("lease", Timestamp.from(now.plus(LEASE)))
        .param("types", texts(lane.types()))
        .param("only", lane.only())
        .param("inOrder", lane.inOrder())
        .param("busy", texts(busyFlows))
        .param("limit", limit)
        .param("runner", runner)
        .query((row, n) -> due(row))
        .list();
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        row.getObject("id", UUID.class),
        record(row),
        row.getString("type"),
        row.getString("resume_at"),
        row.getInt("waits"),
        row.getInt("attempts"),
        row.getBoolean("untold"),
        row.getTimestamp("claimed_at").toInstant());
  }

  private static InboundRecord record(ResultSet row) throws SQLException {
    return InboundRecord.of(
        row.getString("source"),
        new dev.recado.spine.ingress.WebhookSource.Identity(
            row.getString("event_key"), row.getString("subject")),
        row.getTimestamp("received_at").toInstant(),
        row.getString("content_type"),
        Kept.of(row.getString("kept")),
        row.getBytes("bytes"));
  }

  /** Finds the time of the next waiting event; empty if there is none. */
  Optional<Instant> nextDue(Instant after) {
    return jdbc.sql(
            """
            select min(due_at) from event where state in ('WAITING', 'RETRY') and due_at > ?
            """)
        .param(Timestamp.from(after))
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /** Keeps events that are still being run from being taken by another runner. */
  void renew(UUID runner, Collection<UUID> running, Instant now) {
    jdbc.sql(
            """
            update event set due_at = :lease
             where claimed_by = :runner and id = any(:running::uuid[])
               and state in ('WAITING', 'RETRY')
            """)
        .param("lease", Timestamp.from(now.plus(LEASE)))
        .param("runner", runner)
        .param("running", texts(running))
        .update();
  }

  /** Releases all claims; call it only if it is certain that no other runner is alive. */
  int release(Instant now) {
    return jdbc.sql(
            """
            update event set due_at = :now, claimed_by = null
             where claimed_by is not null and state in ('WAITING', 'RETRY')
            """)
        .param("now", Timestamp.from(now))
        .update();
  }

  /**
   * How a late run ended.
   *
   * @param told whether its sinks are told in this transaction
   */
  record Settled(Due due, Decision decision, boolean told) {}

  /** Stores the results of late runs; returns the events that were still this runner's. */
  Set<UUID> settle(List<Settled> ends, UUID runner, Instant now) {
    return new HashSet<>(
        jdbc.sql(
                """
                update event e
                   set state = s.state, resume_at = s.resume_at, due_at = s.due,
                       waits = e.waits + s.waited::int, attempts = s.attempts, reason = s.reason,
                       processed_at = c.now, claimed_by = null, untold = e.untold and not s.told
                  from (values (?::timestamptz, ?::uuid)) as c (now, runner),
                       unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::timestamptz[],
                              ?::boolean[], ?::int[], ?::text[], ?::boolean[])
                       as s (id, claimed_at, state, resume_at, due, waited, attempts, reason, told)
                 where e.id = s.id and e.claimed_by = c.runner and e.claimed_at = s.claimed_at
                returning e.id
                """)
            .params(
                Timestamp.from(now),
                runner,
                column(ends, s -> s.due().id().toString()),
                column(ends, s -> s.due().claimedAt().toString()),
                column(ends, s -> s.decision().state().name()),
                column(ends, s -> s.decision().resumeAt()),
                column(ends, s -> text(s.decision().due())),
                column(ends, s -> Boolean.toString(s.decision().waited())),
                column(ends, s -> Integer.toString(s.decision().attempts())),
                column(ends, s -> s.decision().reason()),
                column(ends, s -> Boolean.toString(s.told())))
            .query(UUID.class)
            .list());
  }

  /** Notes in the journeys of events why one of their messages was not accepted. */
  void noteOldNews(List<OldNews> old, Instant now) {
    List<Note> notes = new ArrayList<>();
    for (OldNews one : old) {
      if (one.event() != null) {
        notes.add(new Note(one.event(), "OLD_NEWS", one.reason()));
      }
    }
    note(notes, now);
  }

  /**
   * Something unusual in an event's journey.
   *
   * @param what in one word
   * @param detail one sentence, or null
   */
  record Note(UUID event, String what, @Nullable String detail) {}

  /** Stores the notes, in the order given. */
  void note(List<Note> notes, Instant now) {
    if (notes.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into event_note (event_id, at, what, detail)
            select event_id, ?, what, detail
              from unnest(?::uuid[], ?::text[], ?::text[])
                   with ordinality as note (event_id, what, detail, place)
             order by place
            """)
        .params(
            Timestamp.from(now),
            column(notes, note -> note.event().toString()),
            column(notes, Note::what),
            column(notes, Note::detail))
        .update();
  }

  private void note(UUID event, String what, @Nullable String detail, Instant now) {
    note(List.of(new Note(event, what, detail)), now);
  }

  /** Makes an event run again from its beginning; false if it is running or does not exist. */
  boolean replay(UUID id, Instant now) {
    return jdbc.sql(REPLAY.formatted("id = :id and state in ('DONE', 'DROPPED', 'PARKED', 'DEAD')"))
            .param("now", Timestamp.from(now))
            .param("id", id)
            .update()
        > 0;
  }

  /** Makes all events of a state with this type and reason run again; null means any. */
  int replayAll(EventState state, @Nullable String type, @Nullable String reason, Instant now) {
    return jdbc.sql(
            REPLAY.formatted(
                """
                state = :state
                and (:type::text is null or type = :type)
                and (:reason::text is null or position(lower(:reason) in lower(reason)) > 0)
                """))
        .param("now", Timestamp.from(now))
        .param("state", state.name())
        .param("type", type)
        .param("reason", reason)
        .update();
  }

  Map<String, Long> waiting(Collection<String> flows) {
    Map<String, Long> waiting = new TreeMap<>();
    jdbc.sql(
            """
            select coalesce(resume_at, type) as flow, count(*) as events from event
             where state in ('WAITING', 'RETRY') and coalesce(resume_at, type) = any(:flows)
             group by 1
            """)
        .param("flows", flows.toArray(String[]::new))
        .query(
            row -> {
              waiting.put(row.getString("flow"), row.getLong("events"));
            });
    return waiting;
  }

  Optional<InboundRecord> latest(String subject, String type) {
    return jdbc.sql(
            """
            select e.*, %s as bytes from event e
             where subject = ? and type = ? and state in ('DONE', 'WAITING', 'RETRY', 'DEAD')
             order by received_at desc, id desc limit 1
            """
                .formatted(RAW))
        .params(subject, type)
        .query((row, n) -> record(row))
        .optional();
  }

  private static String[] texts(Collection<?> values) {
    return values.stream().map(String::valueOf).toArray(String[]::new);
  }

  private static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> value) {
    List<@Nullable String> column = new ArrayList<>(rows.size());
    rows.forEach(row -> column.add(value.apply(row)));
    return column.toArray(new String[0]);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
