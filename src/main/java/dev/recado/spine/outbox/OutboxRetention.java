package dev.recado.spine.outbox;

import dev.recado.ground.database.NumberedRows;
import dev.recado.ground.database.Retention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Old messages and calls leave with their attempts and decisions, if nothing is left to do. Those
 * of a batch stay in its counts.
 */
@Component
final class OutboxRetention implements Retention {

  private final NumberedRows rows;

  OutboxRetention(JdbcClient jdbc) {
    this.rows =
        new NumberedRows(
            jdbc,
            "outbox",
            "created_at",
            """
            r.state in ('SENT', 'DELIVERED', 'READ', 'CANCELLED')
            and greatest(r.created_at, r.due_at, r.sent_at, r.delivered_at, r.read_at) < :older\
            """,
            """
            , attempts as (
              delete from attempt a using gone where a.outbox_id = gone.id),
            decisions as (
              delete from outbox_decision d using gone where d.outbox_id = gone.id),
            counts as (
              update outbox_batch b
                 set gone_sent = b.gone_sent + g.sent, gone_delivered = b.gone_delivered + g.delivered,
                     gone_read = b.gone_read + g.read, gone_cancelled = b.gone_cancelled + g.cancelled
                from (select batch,
                             count(*) filter (where state = 'SENT') as sent,
                             count(*) filter (where state = 'DELIVERED') as delivered,
                             count(*) filter (where state = 'READ') as read,
                             count(*) filter (where state = 'CANCELLED') as cancelled
                        from gone where batch is not null group by batch) g
               where b.id = g.batch)\
            """);
  }

  @Override
  public Kind kind() {
    return Kind.MESSAGES;
  }

  @Override
  public String table() {
    return "outbox";
  }

  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return rows.delete(older, after, atMost);
  }
}
