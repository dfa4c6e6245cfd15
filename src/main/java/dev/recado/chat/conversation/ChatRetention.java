package dev.recado.chat.conversation;

import dev.recado.ground.database.NumberedRows;
import dev.recado.ground.database.Retention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Old messages of customers and of your own people leave; the conversation and its facts stay. */
@Component
final class ChatRetention implements Retention {

  private final NumberedRows rows;

  ChatRetention(JdbcClient jdbc) {
    this.rows = new NumberedRows(jdbc, "chat_message", "received_at", "true", "");
  }

  @Override
  public Kind kind() {
    return Kind.MESSAGES;
  }

  @Override
  public String table() {
    return "chat_message";
  }

  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return rows.delete(older, after, atMost);
  }
}
