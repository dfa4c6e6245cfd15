package dev.recado.spine.outbox;

import static dev.recado.spine.outbox.OutboxTable.column;
import static dev.recado.spine.outbox.OutboxTable.timestamp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes the providers' receipts of messages.
 *
 * <p>A receipt moves its row of the outbox forward, or waits for its row.
 */
public final class Receipts {

  /** A receipt without a row after this time is about a message that the hub did not send. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** A message that the provider accepts and then fails so often is given up. */
  private static final int MOST_SENDS = 5;

  /** The rank of a state; all states before SENT have the same rank. */
  private static final String RANK =
      "case %s.state when 'SENT' then 1 when 'DELIVERED' then 2 when 'READ' then 3 else 0 end";

  private static final String FORWARD =
      """
      update outbox o
         set state = case when r.state <> 'FAILED' then r.state
                          when r.again is null or o.attempts >= %d then 'DEAD' else 'RETRY' end,
             reason = case r.state when 'FAILED' then coalesce(
                        r.reason, 'WHATSAPP_ERROR: aceita pelo WhatsApp e depois recusada') end,
             due_at = case when r.state = 'FAILED' then coalesce(r.again, o.due_at)
                           else o.due_at end,
             provider_id = case when r.state = 'FAILED' and r.again is not null
                                     and o.attempts < %d then null else o.provider_id end,
             sent_at = case when r.state = 'FAILED' then o.sent_at
                            else coalesce(o.sent_at, r.at) end,
             delivered_at = case when r.state in ('DELIVERED', 'READ')
                                 then coalesce(o.delivered_at, r.at) else o.delivered_at end,
             read_at = case when r.state = 'READ' then r.at else o.read_at end,
             later = r.state = 'FAILED' and r.again is not null, claimed_by = null
        from (%s) r
       where o.provider_id = r.provider_id and o.connector = r.connector
         and o.state <> 'CANCELLED'
         and case r.state when 'FAILED' then o.state not in ('DELIVERED', 'READ', 'DEAD')
                          else %s < %s end
      """;

  private static final String GIVEN =
      """
      select * from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                           ?::timestamptz[])
                 as g (connector, provider_id, state, at, reason, again)\
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  Receipts(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How far a message has come. */
  public enum State {
    /** The provider has accepted it. */
    SENT,
    /** It has reached the phone. */
    DELIVERED,
    /** It was read. */
    READ,
    /** The provider accepted it but could not deliver it. */
    FAILED
  }

  /**
   * One receipt.
   *
   * @param channel the channel that it came by; it counts for no message of another one
   * @param providerId the message's id at the provider
   * @param state how far it has come
   * @param at when
   * @param reason why it failed, without secrets; or null
   * @param again when a message that failed may be sent once more, or null for never
   */
  public record Receipt(
      String channel,
      String providerId,
      State state,
      Instant at,
      @Nullable String reason,
      @Nullable Instant again) {

    /** A receipt of a message that did not fail, or failed for good without a reason. */
    public Receipt(String channel, String providerId, State state, Instant at) {
      this(channel, providerId, state, at, null, null);
    }

    private Key key() {
      return new Key(channel, providerId);
    }
  }

  /** What tells messages apart. */
  private record Key(String channel, @Nullable String providerId) {}

  /**
   * A message that a receipt names by the hub's own id, too.
   *
   * @param message its id in the outbox
   * @param channel that the receipt came by; a receipt of another channel counts for nothing
   * @param providerId the message's id at the provider
   */
  public record Named(UUID message, String channel, String providerId) {}

  /**
   * Gives messages whose answer was lost the ids that receipts name with them. Without this they
   * would stay unknown although they have arrived.
   */
  private void recognise(List<Named> named) {
    if (named.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update outbox o set provider_id = n.provider_id
              from unnest(?::uuid[], ?::text[], ?::text[]) as n (id, connector, provider_id)
             where o.id = n.id and o.connector = n.connector and o.provider_id is null
               and o.state in ('SENDING', 'UNKNOWN')
            """)
        .params(
            List.of(
                column(named, each -> each.message().toString()),
                column(named, Named::channel),
                column(named, Named::providerId)))
        .update();
  }

  private static String forward(String source) {
    return FORWARD.formatted(
        MOST_SENDS, MOST_SENDS, source, RANK.formatted("o"), RANK.formatted("r"));
  }

  /**
   * Moves messages forward, in the caller's transaction; never back, even if receipts come in
   * another order.
   *
   * <p>A receipt may come before the answer to its send: then it is kept until the answer is
   * stored. A receipt for a message that is unknown, dead or due for a retry settles it, because
   * the message did go out.
   *
   * @param named messages that the provider names by the hub's own id, also those whose answer came
   * @param receipts any number, also of messages that the hub did not send
   */
  public void take(List<Named> named, List<Receipt> receipts) {
    List<Receipt> furthest = furthest(receipts);
    if (named.isEmpty() && furthest.isEmpty()) {
      return;
    }
    lockRows(named, furthest);
    recognise(named);
    move(furthest);
    List<Receipt> withoutRow = withoutRow(furthest);
    if (!withoutRow.isEmpty()) {
      lock(jdbc, withoutRow.stream().map(Receipt::providerId).toList());
      // Tries again: the row may have been stored while we waited for the lock.
      move(withoutRow);
      keepUntilRowExists(withoutRow(withoutRow));
    }
  }

  /**
   * Rows are always locked in the order of their numbers, and before ids, as by the ledger. Else
   * two transactions could wait for each other.
   */
  private void lockRows(List<Named> named, List<Receipt> receipts) {
    jdbc.sql(
            """
            select seq from outbox
             where id = any(?::uuid[]) or provider_id = any(?::text[])
             order by seq for no key update
            """)
        .params(
            column(named, each -> each.message().toString()), column(receipts, Receipt::providerId))
        .query()
        .listOfRows();
  }

  /** The furthest receipt of each message, so that one statement updates each row once. */
  private static List<Receipt> furthest(List<Receipt> receipts) {
    Map<Key, Receipt> furthest = new LinkedHashMap<>();
    receipts.stream()
        .sorted(Comparator.comparing(receipt -> rank(receipt.state())))
        .forEach(receipt -> furthest.put(receipt.key(), receipt));
    return List.copyOf(furthest.values());
  }

  /** A message that failed but was read counts as read. */
  private static int rank(State state) {
    return state == State.FAILED ? -1 : state.ordinal();
  }

  private void move(List<Receipt> receipts) {
    jdbc.sql(forward(GIVEN)).params(columns(receipts)).update();
  }

  private static List<Object> columns(List<Receipt> receipts) {
    return List.of(
        column(receipts, Receipt::channel),
        column(receipts, Receipt::providerId),
        column(receipts, r -> r.state().name()),
        column(receipts, r -> r.at().toString()),
        column(receipts, Receipt::reason),
        column(receipts, r -> r.again() == null ? null : r.again().toString()));
  }

  private List<Receipt> withoutRow(List<Receipt> receipts) {
    Set<Key> known =
        new HashSet<>(
            jdbc.sql("select connector, provider_id from outbox where provider_id = any(?::text[])")
                .param(column(receipts, Receipt::providerId))
                .query((row, n) -> new Key(row.getString(1), row.getString(2)))
                .list());
    return receipts.stream().filter(receipt -> !known.contains(receipt.key())).toList();
  }

  private void keepUntilRowExists(List<Receipt> receipts) {
    if (receipts.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into receipt (connector, provider_id, state, at, reason, again)
            select * from (%s) as g
                on conflict (provider_id, connector) do update
               set state = excluded.state, at = excluded.at, reason = excluded.reason,
                   again = excluded.again
             where %s < %s
            """
                .formatted(GIVEN, RANK.formatted("receipt"), RANK.formatted("excluded")))
        .params(columns(receipts))
        .update();
    jdbc.sql("delete from receipt where at < ?")
        .param(timestamp(clock.instant().minus(KEPT)))
        .update();
  }

  /**
   * Locks ids for receipts and the ledger, behind the rows: without the lock each could look before
   * the other has stored.
   *
   * @param ids of messages at the provider
   */
  static void lock(JdbcClient jdbc, List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            select pg_advisory_xact_lock(hashtextextended(id, 0))
              from (select id from unnest(?::text[]) as id order by id) as ordered
            """)
        .param(ids.toArray(String[]::new))
        .query((row, n) -> 0)
        .list();
  }

  /** Applies receipts that came before the ids were stored; the ids are locked. */
  static void overtaken(JdbcClient jdbc, List<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    String[] idArray = ids.toArray(String[]::new);
    String receipts = "select * from receipt where provider_id = any(?::text[])";
    jdbc.sql(forward(receipts)).param(idArray).update();
    jdbc.sql("delete from receipt where provider_id = any(?::text[])").param(idArray).update();
  }
}
