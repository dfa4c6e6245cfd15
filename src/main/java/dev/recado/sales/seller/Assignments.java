package dev.recado.sales.seller;

import dev.recado.chat.conversation.MergeListener;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The seller of each conversation, and the reason. Changes need the lock of the {@link Pools}. */
final class Assignments implements MergeListener {

  private final JdbcClient jdbc;
  private final Pools pools;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Assignments(JdbcClient jdbc, Pools pools, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.pools = pools;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A conversation and its seller.
   *
   * @param area the lead's area, or null if unknown
   * @param pool the pool that counts the lead
   * @param moved whether a person chose the seller
   * @param counted whether the lead counts as load
   * @param closed whether the lead is closed
   * @param active whether the seller is active
   */
  record Held(
      String conversation,
      long seller,
      @Nullable String area,
      String pool,
      boolean moved,
      boolean counted,
      boolean closed,
      boolean active) {}

  Optional<Held> of(String conversation) {
    return jdbc.sql(
            """
            select g.*, s.active
              from assignment g join seller s on s.id = g.seller where g.conversation = ?
            """)
        .param(conversation)
        .query(
            (row, n) ->
                new Held(
                    row.getString("conversation"),
                    row.getLong("seller"),
                    row.getString("area"),
                    row.getString("pool"),
                    row.getBoolean("moved"),
                    row.getBoolean("counted"),
                    row.getTimestamp("closed_at") != null,
                    row.getBoolean("active")))
        .optional();
  }

  /** The new state of a conversation. */
  record Change(
      String what,
      String conversation,
      long seller,
      @Nullable String area,
      String pool,
      boolean moved,
      @Nullable String why) {}

  /**
   * Stores the change and moves the load. Only an assignment by turn takes the seller's turn, a
   * move does not.
   */
  void write(Change change, @Nullable Held before) {
    release(before);
    jdbc.sql(
            """
            with written as (
              insert into assignment (conversation, seller, area, pool, at, moved, counted)
              values (:conversation, :seller, :area, :pool, :at, :moved, true)
                  on conflict (conversation) do update
                 set seller = excluded.seller, area = excluded.area, pool = excluded.pool,
                     at = excluded.at, moved = excluded.moved, counted = true, closed_at = null,
                     outcome = null),
            held as (
              insert into seller_load as l (seller, pool, open, turn)
              select :seller, :pool, 1,
                     case when :what = 'GIVEN' then coalesce(max(turn), 0) + 1 else 0 end
                from seller_load where pool = :pool
                  on conflict (seller, pool) do update
                 set open = l.open + 1, turn = greatest(l.turn, excluded.turn))
            insert into assignment_log (conversation, at, what, seller, before, area, why)
            values (:conversation, :at, :what, :seller, :before::bigint, :area, :why)
            """)
        .param("conversation", change.conversation())
        .param("seller", change.seller())
        .param("area", change.area())
        .param("pool", change.pool())
        .param("at", now())
        .param("moved", change.moved())
        .param("what", change.what())
        .param(
            "before", before == null || before.seller() == change.seller() ? null : before.seller())
        .param("why", change.why())
        .update();
  }

  private void release(@Nullable Held held) {
    if (held != null && held.counted()) {
      pools.count(held.seller(), held.pool(), -1);
    }
  }

  /** The customer asks for another area of the same seller. From now on, the lead counts there. */
  void shift(Held held, String area, String pool) {
    release(held);
    pools.hold(held.seller(), pool);
    pools.count(held.seller(), pool, held.counted() ? 1 : 0);
    jdbc.sql("update assignment set area = :area, pool = :pool where conversation = :conversation")
        .param("area", area)
        .param("pool", pool)
        .param("conversation", held.conversation())
        .update();
  }

  void close(Held held) {
    release(held);
    jdbc.sql(
            """
            with closed as (
              update assignment set counted = false, moved = false, closed_at = :at
               where conversation = :conversation)
            insert into assignment_log (conversation, at, what, seller, area)
            values (:conversation, :at, 'CLOSED', :seller, :area)
            """)
        .param("at", now())
        .param("conversation", held.conversation())
        .param("seller", held.seller())
        .param("area", held.area())
        .update();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  /** An open lead wins over a closed one, then the record of the remaining key wins. */
  @Override
  public void merged(String from, String to) {
    transaction.executeWithoutResult(status -> mergedLocked(from, to));
  }

  private void mergedLocked(String from, String to) {
    pools.lock();
    Optional<Held> merged = of(from);
    Optional<Held> kept = of(to);
    boolean open = merged.isPresent() && !merged.get().closed();
    boolean useMerged = kept.isEmpty() || (kept.get().closed() && open);
    (useMerged ? kept : merged).ifPresent(this::drop);
    if (useMerged) {
      rename("update assignment set conversation = ? where conversation = ?", from, to);
    }
    rename("update assignment_log set conversation = ? where conversation = ?", from, to);
  }

  private void drop(Held held) {
    release(held);
    jdbc.sql("delete from assignment where conversation = ?").param(held.conversation()).update();
  }

  private void rename(String sql, String from, String to) {
    jdbc.sql(sql).params(to, from).update();
  }
}
