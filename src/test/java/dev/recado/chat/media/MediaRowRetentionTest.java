package dev.recado.chat.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MediaRowRetentionTest {

  private static final Instant OLDER = Instant.parse("2026-03-01T00:00:00Z");

  private final JdbcClient jdbc = TestDatabase.create().jdbc();
  private final MediaRowRetention files = new MediaRowRetention(jdbc);

  private UUID file(String state, Instant at) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            "insert into media_file (id, channel, kind, state, received_at) values (?, 'waha', 'image', ?, ?)")
        .params(id, state, Timestamp.from(at))
        .update();
    return id;
  }

  @Test
  void onlyRowsWithoutBytesAndWithoutAMessageLeave() {
    Instant old = OLDER.minus(Duration.ofDays(9));
    file("EXPIRED", old);
    file("FAILED", old);
    file("REFUSED", old);
    UUID stored = file("STORED", old);
    UUID waiting = file("WAITING", old);
    UUID young = file("EXPIRED", OLDER);
    UUID told = file("EXPIRED", old);
    jdbc.sql(
            """
            insert into conversation (key, channel, phone, started_at, last_message_at)
            values ('whatsapp:551187654321', 'whatsapp', '5511987654321', now(), now())
            """)
        .update();
    jdbc.sql(
            """
            insert into chat_message (id, conversation, author, kind, via, channel, sent_at, received_at, media_id)
            values (?, 'whatsapp:551187654321', 'CUSTOMER', 'image', 'whatsapp', 'waha', now(), now(), ?)
            """)
        .params(UUID.randomUUID(), told)
        .update();
    assertThat(files.delete(OLDER, null, 1000).gone()).isEqualTo(3);
    List<UUID> left = jdbc.sql("select id from media_file").query(UUID.class).list();
    assertThat(left).containsExactlyInAnyOrder(stored, waiting, young, told);
  }
}
