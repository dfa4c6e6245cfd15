package dev.recado.sales.seller;

import dev.recado.sales.seller.Rota.Candidate;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What each seller has of each pool of leads; a pool is an area, or everything.
 *
 * <p>All of it is asked and changed under one lock, held until the transaction ends: two hubs that
 * share out at once take turns. One lock and not one for each area, because a transaction may give
 * leads of several areas, and two of them must not wait for each other.
 */
final class Pools {

  /** Everybody active sells here. */
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

  /** Leads of before that time are nobody's load any more; each is taken off once. */
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

  /** Who gets the next lead of a pool; empty where nobody active sells there. */
  Optional<Candidate> next(String pool) {
    List<Candidate> before = candidates(pool);
    List<Candidate> now = Rota.settle(before);
    for (int i = 0; i < now.size(); i++) {
      if (now.get(i).headStart() != before.get(i).headStart()) {
        headStart(now.get(i).seller(), pool, now.get(i).headStart());
      }
    }
    return Rota.next(now);
  }

  private List<Candidate> candidates(String pool) {
    return jdbc.sql(
            """
            select l.seller, l.open, l.head_start, l.turn
              from seller_load l join seller s on s.id = l.seller
             where l.pool = :pool and s.active
               and (:pool = '*'
                    or exists (select from seller_area a where a.seller = s.id and a.area = :pool))
             order by l.seller
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

  /** Somebody begins, or comes back, in a pool where others have leads already. */
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
    jdbc.sql("update seller_load set head_start = ? where seller = ? and pool = ?")
        .params(leads, seller, pool)
        .update();
  }

  /** Makes the row that counts somebody's leads of a pool. */
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
