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
       where o.provider_id = r.provider_id and o.state <> 'CANCELLED'
         and case r.state when 'FAILED' then o.state not in ('DELIVERED', 'READ', 'DEAD')
                          else %s < %s end
      """;

  private static final String GIVEN =
      """
      select * from unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[])
                 as g (provider_id, state, at, reason, again)\
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
   * @param providerId the message's id at the provider
   * @param state how far it has come
   * @param at when
   * @param reason why it failed, without secrets; or null
   * @param again when a message that failed may be sent once more, or null for never
   */
  public record Receipt(
      String providerId,
      State state,
      Instant at,
      @Nullable String reason,
      @Nullable Instant again) {

    /** A receipt of a message that did not fail, or failed for good without a reason. */
    public Receipt(String providerId, State state, Instant at) {
      this(providerId, state, at, null, null);
    }
  }

  /**
   * The message of a receipt, as the provider names it if the hub has told it.
   *
   * @param message its id in the outbox
   * @param channel by which it went
   * @param providerId its id at the provider
   */
  public record Found(UUID message, String channel, String providerId) {}

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
   * @param receipts any number, also of messages that the hub did not send
   */
  public void take(List<Receipt> receipts) {
    List<Receipt> furthest = furthest(receipts);
    if (furthest.isEmpty()) {
      return;
    }
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
   * Stores the ids of messages whose answers are lost or still under way, so that receipts find
   * them; call it before {@link #take}, in the same transaction.
   *
   * @param found any number; a message that has an id keeps it
   */
  public void found(List<Found> found) {
    if (found.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update outbox o set provider_id = f.provider_id
              from unnest(?::uuid[], ?::text[], ?::text[]) as f (id, connector, provider_id)
             where o.id = f.id and o.connector = f.connector and o.provider_id is null
               and o.state in ('SENDING', 'UNKNOWN')
            """)
        .params(
            column(found, f -> f.message().toString()),
            column(found, Found::channel),
            column(found, Found::providerId))
        .update();
  }

  /** The furthest receipt of each message, so that one statement updates each row once. */
  private static List<Receipt> furthest(List<Receipt> receipts) {
    Map<String, Receipt> furthest = new LinkedHashMap<>();
    receipts.stream()
        .sorted(Comparator.comparing(receipt -> rank(receipt.state())))
        .forEach(receipt -> furthest.put(receipt.providerId(), receipt));
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
        column(receipts, Receipt::providerId),
        column(receipts, r -> r.state().name()),
        column(receipts, r -> r.at().toString()),
        column(receipts, Receipt::reason),
        column(receipts, r -> r.again() == null ? null : r.again().toString()));
  }

  private List<Receipt> withoutRow(List<Receipt> receipts) {
    Set<String> known =
        new HashSet<>(
            jdbc.sql("select provider_id from outbox where provider_id = any(?::text[])")
                .param(column(receipts, Receipt::providerId))
                .query(String.class)
                .list());
    return receipts.stream().filter(receipt -> !known.contains(receipt.providerId())).toList();
  }

  private void keepUntilRowExists(List<Receipt> receipts) {
    if (receipts.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into receipt (provider_id, state, at, reason, again) select * from (%s) as g
                on conflict (provider_id) do update
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
   * Locks ids for receipts and the ledger: without the lock each could look before the other has
   * stored.
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
