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

  private final JdbcClient jdbc;

  Files(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a file, and deletes old ones that nobody needs. */
  UUID keep(byte[] content, Instant now) {
    jdbc.sql(
            """
            delete from campaign_file f
             where created_at < ?
               and not exists (
                 select 1 from campaign c
                  where position(f.id::text in c.audience) > 0
                    and c.state in ('DRAFT', 'PREPARING', 'PAUSED', 'FAILED'))
            """)
        .param(Timestamp.from(now.minus(KEPT)))
        .update();
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
