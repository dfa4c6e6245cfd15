package dev.recado.spine.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The outbox in PostgreSQL. Each statement handles many rows, because a commit costs more than a
 * row.
 */
final class OutboxTable implements Outbox {

  private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};

  /** The channel of the contact {@code n}: the last one, else the preferred one. */
  private static final String CHANNEL =
      """
      coalesce(
        (select w.channel from contact_channel w
          where w.conversation = n.conversation and w.channel = any(?::text[])
            and (w.wrote_at is not null or w.channel = any(?::text[]))
          order by coalesce(w.wrote_at, w.checked_at) desc nulls last limit 1), ?::text)\
      """;

  private static final String ADD =
      """
      insert into outbox (created_at, id, event_id, kind, connector, conversation, address, payload,
                          client, reply, priority, state, scheduled_for, due_at, later,
                          provider_id, batch)
      select c.now, n.id, n.event_id, n.kind,
             case n.connector when 'whatsapp' then %s
             else n.connector end,
             n.conversation, n.address, n.payload, n.client, n.reply::boolean, n.priority::int, 'QUEUED', n.at, n.at, n.at > c.now,
             n.provider_id, c.batch
        from (values (?::timestamptz, ?::uuid)) as c (now, batch),
             unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[])
             as n (id, event_id, kind, connector, conversation, address, payload, client, reply,
                   priority, at, provider_id)
      on conflict (id) do nothing
      returning connector
      """
          .formatted(CHANNEL);

  /**
   * Takes the first waiting row of each conversation with this connector. An earlier row blocks the
   * later ones until it has gone out, unless it is scheduled for later or held by the gate. Rows
   * that another process has just taken are skipped, but still block the later ones.
   *
   * <p>A message of a batch blocks only while it is being sent, and within its batch: a reply does
   * not wait a day for an offer that the provider refuses.
   *
   * <p>A file gets no id chosen beforehand: WAHA takes none with it (docs/contracts.md#waha-calls).
   *
   * <p>{@code offset 0} stops PostgreSQL from turning the subquery into a join. The statistics
   * usually say that nothing waits; with a join based on them, PostgreSQL would read all waiting
   * rows for each row once there is a backlog.
   */
  private static final String CLAIM =
      """
      with head as (
        select r.seq
          from outbox r
         where r.connector = :connector and r.state in ('QUEUED', 'RETRY', 'HELD')
           and not r.later and r.due_at <= :now
           and not exists (
             select 1 from outbox p
              where p.conversation = r.conversation and p.connector = r.connector and p.seq < r.seq
                and p.state in ('QUEUED', 'RETRY', 'HELD', 'SENDING')
                and case p.state when 'HELD' then p.due_at <= :now
                                 when 'SENDING' then true
                                 else p.scheduled_for <= :now end
                and (p.batch is null or p.state = 'SENDING' or p.batch = r.batch)
             offset 0)
         order by r.priority desc, r.seq
         limit :limit
           for update skip locked),
      numbered as (select seq, row_number() over (order by seq) as n from head),
      taken as (
        update outbox o
           set state = 'SENDING', attempts = attempts + 1, claimed_by = :me, claimed_at = :now,
               provider_id = coalesce(o.provider_id, case when o.kind <> 'whatsapp-media'
                                                     then (:ids::text[])[numbered.n] end)
          from numbered
         where o.seq = numbered.seq
        returning o.*)
      select t.*, w.chat_id, w.wrote_at, w.wrote_id, b.hours, b.stopped, b.reason as stopped_why,
             c.opted_out_at is not null as opted_out,
             c.handed_over_at is not null as handed_over,
             exists (
               select 1 from wrong_number w
                where w.conversation = t.conversation
                  and w.client in (t.client, '*')) as wrong_number
        from taken t left join contact c on c.conversation = t.conversation
        left join contact_channel w
          on w.conversation = t.conversation and w.channel = t.connector
        left join outbox_batch b on b.id = t.batch
       order by t.priority desc, t.seq
      """;

  /**
   * A message that the provider had accepted before it failed is a new one there: under the old id
   * a repetition would be dropped, or count as harmless.
   */
  private static final String REPLAY =
      """
      update outbox
         set state = 'QUEUED', due_at = :now, later = false, attempts = 0, reason = 'replayed',
             provider_id = case when sent_at is null then provider_id end
       where state in ('DEAD', :unknown)
      """;

  private final Channels channels;
  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;
  private final Instance me;
  private final ZoneId zone;
  private final ToldTable toldTable;
  private final Repeats repeats;
  private final Map<Long, Integer> inHand = new ConcurrentHashMap<>();
  private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();

  OutboxTable(
      JdbcClient jdbc,
      ObjectMapper json,
      Clock clock,
      Instance me,
      ZoneId zone,
      Channels channels) {
    this.channels = channels;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.me = me;
    this.zone = zone;
    this.toldTable = new ToldTable(jdbc, zone);
    this.repeats = new Repeats(jdbc, zone);
  }

  /** Tells a listener which connectors have new work; an empty set means any may have. */
  void onNewWork(Consumer<Set<String>> listener) {
    listeners.add(listener);
  }

  @Override
  public List<OldNews> add(List<OutboxMessage> given) {
    List<OldNews> old = new ArrayList<>();
    List<OutboxMessage> messages = toldTable.newsAmong(given, clock.instant(), old::add);
    if (!messages.isEmpty() && insert(messages, null) < messages.size()) {
      old.addAll(repeats.among(messages));
    }
    return old;
  }

  /** Who was only tried on the simulator is written to by a real channel, once there is one. */
  private static List<Channel> reaching(List<Channel> active) {
    List<Channel> real = active.stream().filter(channel -> !channel.simulated()).toList();
    return real.isEmpty() ? active : real;
  }

  private static String[] ids(List<Channel> channels) {
    return channels.stream().map(Channel::id).toArray(String[]::new);
  }

  /** Returns how many were added to a batch, or to none; a message whose id exists is not. */
  int insert(List<OutboxMessage> messages, @Nullable UUID batch) {
    List<Channel> active = channels.all().stream().filter(Channel::active).toList();
    List<String> connectors =
        jdbc.sql(ADD)
            .params(
                ids(active),
                ids(reaching(active)),
                channels.preferred().map(Channel::id).orElse(Channel.ANY),
                timestamp(clock.instant()),
                batch,
                column(messages, m -> m.id().toString()),
                column(messages, m -> m.eventId() == null ? null : m.eventId().toString()),
                column(messages, OutboxMessage::kind),
                column(messages, OutboxMessage::connector),
                column(messages, OutboxMessage::conversation),
                column(messages, OutboxMessage::address),
                column(messages, m -> write(m.payload())),
                column(messages, OutboxMessage::client),
                column(messages, m -> Boolean.toString(m.reply())),
                column(messages, m -> Integer.toString(m.priority())),
                column(messages, m -> m.scheduledFor().toString()),
                column(messages, OutboxMessage::repeatKey))
            .query(String.class)
            .list();
    if (!connectors.isEmpty()) {
      afterCommit(() -> wake(Set.copyOf(connectors)));
    }
    return connectors.size();
  }

  /** Tells by which channel each conversation would be written to where a message names none. */
  Map<String, String> channels(Collection<String> conversations) {
    List<Channel> active = channels.all().stream().filter(Channel::active).toList();
    Map<String, String> ways = new HashMap<>();
    jdbc.sql(
            "select n.conversation, %s as channel from unnest(?::text[]) as n (conversation)"
                .formatted(CHANNEL))
        .params(
            ids(active),
            ids(reaching(active)),
            channels.preferred().map(Channel::id).orElse(Channel.ANY),
            conversations.toArray(String[]::new))
        .query(
            row -> {
              ways.put(row.getString("conversation"), row.getString("channel"));
            });
    return ways;
  }

  static void afterCommit(Runnable action) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }

  /** Tells the dispatchers of these connectors, or of all where the set is empty. */
  void wake(Set<String> connectors) {
    listeners.forEach(listener -> listener.accept(connectors));
  }

  /**
   * Takes up to {@code limit} rows for sending; if there are fewer ids than rows, the last rows get
   * none.
   */
  List<Delivery> claim(String connector, int limit, List<String> ids) {
    return jdbc.sql(CLAIM)
        .param("connector", connector)
        .param("now", timestamp(clock.instant()))
        .param("limit", limit)
        .param("me", me.id())
        .param("ids", ids.toArray(String[]::new))
        .query((row, n) -> delivery(row))
        .list();
  }

  private Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        row.getLong("seq"),
        row.getObject("id", UUID.class),
        row.getObject("event_id", UUID.class),
        row.getString("kind"),
        row.getString("connector"),
        row.getString("conversation"),
        row.getString("address"),
        read(row.getString("payload")),
        row.getBoolean("reply"),
        row.getInt("attempts"),
        row.getString("provider_id"),
        row.getString("chat_id"),
        row.getBoolean("opted_out"),
        row.getBoolean("handed_over"),
        row.getBoolean("wrong_number"),
        row.getBoolean("released"),
        row.getTimestamp("scheduled_for").toInstant(),
        instant(row.getTimestamp("wrote_at")),
        row.getString("wrote_id"),
        true,
        batch(row));
  }

  private Delivery.@Nullable Batch batch(ResultSet row) throws SQLException {
    return row.getObject("batch") == null
        ? null
        : new Delivery.Batch(
            hours(row.getString("hours")), row.getString("stopped"), row.getString("stopped_why"));
  }

  /** The hours were checked when the batch was opened. */
  private @Nullable QuietHours hours(@Nullable String written) {
    return written == null ? null : QuietHours.preset(written, zone);
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  /** Puts back rows that were claimed but not sent; the attempt does not count. */
  void release(List<Release> releases) {
    if (releases.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update outbox o
               set state = r.state, due_at = coalesce(r.due_at, o.due_at), reason = r.reason,
                   later = r.state = 'HELD', attempts = attempts - 1, claimed_by = null
              from unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[])
                   as r (seq, state, due_at, reason)
             where o.seq = r.seq and o.state = 'SENDING' and o.claimed_by = ?
            """)
        .params(
            column(releases, r -> Long.toString(r.seq())),
            column(releases, r -> r.state().name()),
            column(releases, r -> r.due() == null ? null : r.due().toString()),
            column(releases, Release::reason),
            me.id())
        .update();
  }

  /**
   * A claimed row that does not go out now.
   *
   * @param seq the row
   * @param state its new state
   * @param due when to try again, or null if it stays due
   * @param reason why
   */
  record Release(long seq, MessageState state, @Nullable Instant due, @Nullable String reason) {}

  @Override
  public int cancel(String conversation, String client, String reason) {
    return jdbc.sql(
            """
            update outbox set state = 'CANCELLED', reason = :reason
             where conversation = :conversation and client = :client
               and state in ('QUEUED', 'RETRY', 'HELD')
            """)
        .param("reason", reason)
        .param("conversation", conversation)
        .param("client", client)
        .update();
  }

  @Override
  public boolean replay(UUID id) {
    int changed =
        jdbc.sql(REPLAY + " and id = :id")
            .param("now", timestamp(clock.instant()))
            .param("id", id)
            .param("unknown", MessageState.UNKNOWN.name())
            .update();
    afterCommit(() -> wake(Set.of()));
    return changed > 0;
  }

  @Override
  public int replay(ReplayFilter filter) {
    MessageState unknown = filter.includeUnknown() ? MessageState.UNKNOWN : MessageState.DEAD;
    int changed =
        jdbc.sql(
                REPLAY
                    + """
                       and (:connector::text is null or connector = :connector)
                       and (:kind::text is null or kind = :kind)
                       and (:reason::text is null or position(lower(:reason) in lower(reason)) > 0)
                      """)
            .param("now", timestamp(clock.instant()))
            .param("unknown", unknown.name())
            .param("connector", filter.connector())
            .param("kind", filter.kind())
            .param("reason", filter.reason())
            .update();
    afterCommit(() -> wake(Set.of()));
    return changed;
  }

  /**
   * Makes rows whose time has come ready for a claim, and returns their number. So a claim need not
   * read all messages that are held over night.
   */
  int promote() {
    int promoted =
        jdbc.sql(
                """
                update outbox set later = false
                 where state in ('QUEUED', 'RETRY', 'HELD') and later and due_at <= :now
                """)
            .param("now", timestamp(clock.instant()))
            .update();
    if (promoted > 0) {
      wake(Set.of());
    }
    return promoted;
  }

  /** Lets the gate check all held rows again, because its settings may have changed since then. */
  int judgeAgain() {
    return jdbc.sql(
            "update outbox set due_at = :now, later = false where state = 'HELD' and due_at > :now")
        .param("now", timestamp(clock.instant()))
        .update();
  }

  /**
   * Settles rows of processes whose heartbeat has stopped. With an id chosen beforehand a repeated
   * send is harmless; without one it is not known whether the message went out.
   */
  int recover(Instant deadBefore) {
    return jdbc.sql(
            """
            update outbox
               set state = case when provider_id is null then 'UNKNOWN' else 'RETRY' end,
                   due_at = :now, reason = 'the hub was interrupted while sending',
                   claimed_by = null
             where state = 'SENDING' and claimed_by not in (
                     select id from hub_instance where beat_at >= :deadBefore)
            """)
        .param("now", timestamp(clock.instant()))
        .param("deadBefore", timestamp(deadBefore))
        .update();
  }

  /** Marks a row whose send is under way in this process, until it is {@link #settled}. */
  void inHand(Delivery delivery) {
    inHand.put(delivery.seq(), delivery.attempt());
  }

  /** The result of this row is stored. */
  void settled(Delivery delivery) {
    // The row may already be on its next attempt.
    inHand.remove(delivery.seq(), delivery.attempt());
  }

  /**
   * Puts back rows that this process has claimed but is not sending. If a connection breaks after
   * the claim, rows count as taken although nobody sends them.
   */
  int putBack(Instant claimedBefore) {
    return jdbc.sql(
            """
            update outbox
               set state = 'QUEUED', due_at = :now, attempts = attempts - 1, claimed_by = null,
                   reason = 'taken, but lost before it was sent'
             where state = 'SENDING' and claimed_by = :me and claimed_at < :claimedBefore
               and seq <> all (:inHand::bigint[])
            """)
        .param("now", timestamp(clock.instant()))
        .param("me", me.id())
        .param("claimedBefore", timestamp(claimedBefore))
        .param("inHand", inHand.keySet().stream().map(String::valueOf).toArray(String[]::new))
        .update();
  }

  static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> value) {
    List<@Nullable String> column = new ArrayList<>(rows.size());
    rows.forEach(row -> column.add(value.apply(row)));
    return column.toArray(new String[0]);
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.from(instant);
  }

  private String write(Map<String, Object> payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("A payload is not JSON", e);
    }
  }

  private Map<String, Object> read(String payload) {
    try {
      return json.readValue(payload, PAYLOAD);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A payload that was not written by a hub", e);
    }
  }
}
