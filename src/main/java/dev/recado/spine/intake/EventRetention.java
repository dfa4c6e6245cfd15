package dev.recado.spine.intake;

import dev.recado.ground.database.DatedRows;
import dev.recado.ground.database.Retention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Old events leave with their notes if they have ended well.
 *
 * <p>An event stays as long as one of its messages does, because the foreign key would take the
 * message along and a replay would send it again; and as long as another event needs its bytes.
 */
@Component
final class EventRetention implements Retention {

  private final DatedRows rows;

  EventRetention(JdbcClient jdbc) {
    this.rows =
        DatedRows.byUuid(
            jdbc,
            "event",
            "received_at",
            """
            r.state in ('DONE', 'DROPPED') and not r.untold
            and coalesce(r.processed_at, r.received_at) < :older
            and not exists (select 1 from outbox_read o where o.event_id = r.id)
            and not exists (select 1 from event s where s.raw_in = r.id)\
            """);
  }

  @Override
  public Kind kind() {
    return Kind.EVENTS;
  }

  @Override
  public String table() {
    return "event";
  }

  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return rows.delete(older, after, atMost);
  }
}
