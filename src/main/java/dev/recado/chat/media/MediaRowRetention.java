package dev.recado.chat.media;

import dev.recado.ground.database.DatedRows;
import dev.recado.ground.database.Retention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rows of old files leave once the bytes and the message have; {@link MediaRetention} deletes the
 * bytes.
 */
@Component
final class MediaRowRetention implements Retention {

  private final DatedRows rows;

  MediaRowRetention(JdbcClient jdbc) {
    this.rows =
        DatedRows.byUuid(
            jdbc,
            "media_file",
            "received_at",
            """
            r.state in ('REFUSED', 'FAILED', 'EXPIRED')
            and not exists (select 1 from chat_message_read c where c.media_id = r.id)\
            """);
  }

  @Override
  public Kind kind() {
    return Kind.MESSAGES;
  }

  @Override
  public String table() {
    return "media_file";
  }

  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return rows.delete(older, after, atMost);
  }
}
