package dev.recado.sales.handover;

import dev.recado.sales.seller.PerformanceSource;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts how often a person took over a conversation of each seller. The person may be the seller
 * or a colleague.
 */
final class HandOverCounts implements PerformanceSource {

  private final JdbcClient jdbc;

  HandOverCounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return "atendimentos_assumidos";
  }

  @Override
  public Map<Long, Long> counts(Instant from, Instant to) {
    Map<Long, Long> counts = new HashMap<>();
    jdbc.sql(
            """
            select a.seller, count(*)
              from hand_over_change c join assignment_read a on a.conversation = c.conversation
             where c.what = 'TAKEN' and c.at >= ? and c.at < ?
             group by 1
            """)
        .params(Timestamp.from(from), Timestamp.from(to))
        .query(
            row -> {
              counts.put(row.getLong(1), row.getLong(2));
            });
    return counts;
  }
}
