package dev.recado.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.flow.Event;
import dev.recado.intake.EventSink;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores what people write, whatever the flows make of it. */
final class ConversationLog implements EventSink {

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Identities identities;

  ConversationLog(JdbcClient jdbc, ObjectMapper json, Identities identities) {
    this.jdbc = jdbc;
    this.json = json;
    this.identities = identities;
  }

  @Override
  public Set<String> types() {
    return Set.of(ChatMessage.RECEIVED, ChatMessage.SENT);
  }

  @Override
  public void take(List<Event> events) {
    events.stream()
        .map(ChatMessage::of)
        .filter(message -> !message.ours() && !message.toEverybody())
        .forEach(this::store);
  }

  private void store(ChatMessage message) {
    String conversation = identities.conversationOf(message);
    jdbc.sql(
            """
            insert into chat_message (id, conversation, author, kind, text, media, provider_id,
                                      sent_at, received_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """)
        .params(
            message.event().id(),
            conversation,
            message.fromCustomer() ? "CUSTOMER" : "PERSON",
            message.kind(),
            message.text(),
            json(message.event().body().get("media")),
            message.providerId(),
            Timestamp.from(message.sentAt()),
            Timestamp.from(message.event().receivedAt()))
        .update();
    if (message.channel().equals("whatsapp") && message.fromCustomer()) {
      reach(conversation, message);
    }
  }

  /** Who writes to us is reached where he writes from; nobody needs to ask WhatsApp for that. */
  private void reach(String conversation, ChatMessage message) {
    String phone = message.phone();
    jdbc.sql(
            """
            insert into contact (conversation, address, chat_id, checked_at) values (?, ?, ?, ?)
                on conflict (conversation) do update
               set chat_id = excluded.chat_id, checked_at = excluded.checked_at
             where contact.chat_id is distinct from excluded.chat_id
            """)
        .params(
            conversation,
            phone == null ? message.externalId() : phone,
            phone == null ? message.externalId() : phone + "@c.us",
            Timestamp.from(message.event().receivedAt()))
        .update();
  }

  private @Nullable String json(@Nullable Object media) {
    try {
      return media == null ? null : json.writeValueAsString(media);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read from JSON cannot be written as JSON", e);
    }
  }
}
