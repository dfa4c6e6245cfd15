package dev.recado.sales.seller;

import dev.recado.sales.seller.Rota.Candidate;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The load of each seller in each pool of leads. A pool is an area, or everything.
 *
 * <p>All reads and changes happen under one lock until the transaction ends: two hubs that assign
 * at the same time take turns. There is one lock for all areas, because a transaction may assign
 * leads of several areas. With a lock for each area, two such transactions could deadlock.
 */
final class Pools {

  /** The pool of all active sellers. */
  static final String EVERYBODY = "*";

  private final JdbcClient jdbc;

  Pools(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void lock() {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('recado.seller', 0))")
        .query()
        .listOfRows();
  }

  /** Leads from before that time no longer count as load; each is taken off once. */
  void age(Instant before) {
    jdbc.sql(
            """
            with old as (
              update assignment set counted = false where counted and at < ?
              returning seller, pool),
            gone as (select seller, pool, count(*) as leads from old group by seller, pool)
            update seller_load l set open = l.open - gone.leads
              from gone where l.seller = gone.seller and l.pool = gone.pool
            """)
        .param(Timestamp.from(before))
        .update();
  }

  /**
   * The seller for the next lead of a pool; empty if the pool has no active seller.
   *
   * @param away sellers who get a lead only if nobody else of the pool is there
   */
  Optional<Candidate> next(String pool, Set<Long> away) {
    List<Candidate> before = candidates(pool);
    List<Candidate> now = Rota.settle(Rota.keepUp(before, away));
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i).headStart() != before.get(i).headStart()) {
        headStart(now.get(i).seller(), pool, now.get(i).headStart());
      }
    }
    List<Candidate> there = now.stream().filter(one -> !away.contains(one.seller())).toList();
    return Rota.next(there.isEmpty() ? now : there);
  }

  private List<Candidate> candidates(String pool) {
    return jdbc.sql(
            """
            select s.id as seller, coalesce(l.open, 0) as open,
                   coalesce(l.head_start, 0) as head_start, coalesce(l.turn, 0) as turn
              from seller s left join seller_load l on l.seller = s.id and l.pool = :pool
             where s.active
               and (:pool = '*'
                    or exists (select from seller_area a where a.seller = s.id and a.area = :pool))
             order by s.id
            """)
        .param("pool", pool)
        .query(
            (row, n) ->
                new Candidate(
                    row.getLong("seller"),
                    row.getInt("open"),
                    row.getInt("head_start"),
                    row.getLong("turn")))
        .list();
  }

  /** A seller begins, or comes back, in a pool in which others already have leads. */
  void enter(long seller, String pool) {
    hold(seller, pool);
    int open =
        jdbc.sql("select open from seller_load where seller = ? and pool = ?")
            .params(seller, pool)
            .query(Integer.class)
            .single();
    headStart(seller, pool, Rota.entry(seller, open, Rota.settle(candidates(pool))));
  }

  private void headStart(long seller, String pool, int leads) {
    jdbc.sql(
            """
            insert into seller_load (seller, pool, head_start) values (?, ?, ?)
                on conflict (seller, pool) do update set head_start = excluded.head_start
            """)
        .params(seller, pool, leads)
        .update();
  }

  /** Makes the row that counts a seller's leads in a pool. */
  void hold(long seller, String pool) {
    jdbc.sql("insert into seller_load (seller, pool) values (?, ?) on conflict do nothing")
        .params(seller, pool)
        .update();
  }

  void count(long seller, String pool, int leads) {
    jdbc.sql("update seller_load set open = open + ? where seller = ? and pool = ?")
        .params(leads, seller, pool)
        .update();
  }
}
