package dev.recado.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.ground.database.Retention.Batch;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ChatRetentionTest {

  private static final Instant OLDER = Instant.parse("2026-03-01T00:00:00Z");

  private final JdbcClient jdbc = TestDatabase.create().jdbc();
  private final ChatRetention chats = new ChatRetention(jdbc);

  private void message(Instant at) {
    jdbc.sql(
            """
            insert into chat_message (id, conversation, author, kind, text, via, channel, sent_at, received_at)
            values (?, 'whatsapp:551187654321', 'CUSTOMER', 'text', 'oi', 'whatsapp', 'waha', ?, ?)
            """)
        .params(UUID.randomUUID(), Timestamp.from(at), Timestamp.from(at))
        .update();
  }

  @Test
  void oldMessagesLeaveAndTheConversationStays() {
    jdbc.sql(
            """
            insert into conversation (key, channel, phone, started_at, last_message_at)
            values ('whatsapp:551187654321', 'whatsapp', '5511987654321', now(), now())
            """)
        .update();
    for (int i = 0; i < 5; i++) {
      message(OLDER.minus(Duration.ofDays(5 - i)));
    }
    message(OLDER);
    Batch first = chats.delete(OLDER, null, 3);
    assertThat(first.gone()).isEqualTo(3);
    assertThat(chats.delete(OLDER, first.position(), 3)).isEqualTo(new Batch(3, 2, null));
    assertThat(jdbc.sql("select count(*) from chat_message").query(Integer.class).single())
        .isEqualTo(1);
    assertThat(jdbc.sql("select count(*) from conversation").query(Integer.class).single())
        .isEqualTo(1);
  }
}
