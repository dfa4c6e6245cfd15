package dev.recado.spine.campaign;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of people that were sent as files, in PostgreSQL. */
final class Files {

  /** A file that no waiting campaign names is kept for this time. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** A campaign that nobody starts does not wait for ever. */
  private static final Duration WAITS = Duration.ofDays(30);

  private final JdbcClient jdbc;

  Files(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Deletes old files that no campaign needs any more; returns how many. */
  int forget(Instant now) {
    return jdbc.sql(
            """
            delete from campaign_file f
             where f.created_at < :kept
               and not exists (
                 select 1 from campaign c
                  where position(f.id::text in lower(c.audience)) > 0
                    and (c.state = 'PREPARING'
                         or c.state = 'PAUSED' and c.prepared_at is null
                         or c.state = 'DRAFT' and c.created_at > :waits
                         or c.state = 'FAILED' and c.ended_at > :waits))
            """)
        .param("kept", Timestamp.from(now.minus(KEPT)))
        .param("waits", Timestamp.from(now.minus(WAITS)))
        .update();
  }

  UUID keep(byte[] content, Instant now) {
    UUID id = UUID.randomUUID();
    jdbc.sql("insert into campaign_file (id, created_at, content) values (?, ?, ?)")
        .params(id, Timestamp.from(now), content)
        .update();
    return id;
  }

  UUID keep(String text, Instant now) {
    return keep(text.getBytes(StandardCharsets.UTF_8), now);
  }

  Optional<byte[]> content(UUID id) {
    return jdbc.sql("select content from campaign_file where id = ?")
        .param(id)
        .query(byte[].class)
        .optional();
  }
}
