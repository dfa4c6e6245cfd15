package dev.recado.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.chat.turn.TurnQueries;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.MediaReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What messages, turns and chats tell of a file. */
class FilesOfMessagesTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String CONVERSATION = "whatsapp:552176540001";
  private static final String ADDRESS = "https://waha.example/api/files/x?key=secret";

  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Twins twins = new Twins(jdbc);
  private final TestConversations parts = new TestConversations(DATABASE, new SettableClock(NOON));
  private final ConversationLog log = parts.log(parts.identities(twins), twins);
  private final TurnQueries turns =
      new TurnQueries(
          jdbc, new ObjectMapper(), new DialogueTable(jdbc, new ObjectMapper()), List.of());

  @BeforeEach
  void empty() {
    jdbc.sql("truncate conversation, contact, contact_channel, media_file, event cascade").update();
  }

  private static Event photo(@Nullable String ref) {
    Map<String, @Nullable Object> media = new HashMap<>();
    media.put("ref", ref);
    media.put("url", ref);
    media.put("inline", ref == null ? null : "QUJD");
    media.put("kind", "image");
    media.put("mimetype", "image/jpeg");
    media.put("filename", "recibo.jpg");
    media.put("size", null);
    Map<String, Object> body = new HashMap<>();
    body.put("channel", "waha");
    body.put("chatId", "5521976540001@c.us");
    body.put("phone", "5521976540001");
    body.put("kind", "image");
    body.put("messageId", "A1");
    body.put("sentAt", NOON.toString());
    body.put("media", media);
    return new Event(UUID.randomUUID(), "waha", ChatMessage.RECEIVED, CONVERSATION, NOON, body);
  }

  private void take(Event event) {
    DATABASE.transaction().executeWithoutResult(status -> log.take(List.of(event)));
  }

  private @Nullable Object mediaInTurn() {
    UUID turn = UUID.randomUUID();
    jdbc.sql("update chat_message set turn_id = ?").param(turn).update();
    return turns.turn(turn, CONVERSATION).get("messages") instanceof List<?> messages
            && messages.get(0) instanceof Map<?, ?> message
        ? message.get("media")
        : null;
  }

  @Test
  void aFlowGetsAReferenceWithoutAnAddressOrBytes() {
    Event event = photo(ADDRESS);
    assertThat(MediaReference.body(event).get("media"))
        .asString()
        .isEqualTo(
            "{id=%s, kind=image, mimetype=image/jpeg, name=recibo.jpg, size=null, state=WAITING}"
                .formatted(event.id()));
    assertThat(MediaReference.body(photo(null)).get("media")).asString().contains("state=FAILED");
  }

  @Test
  void theStoredMessageHoldsNoAddressAndNoBytes() {
    Event event = photo(ADDRESS);
    take(event);
    assertThat(jdbc.sql("select media from chat_message").query(String.class).single())
        .contains(event.id().toString())
        .doesNotContain("secret", "QUJD");
    assertThat(
            jdbc.sql("select media_id from chat_line where conversation = ?")
                .param(CONVERSATION)
                .query(UUID.class)
                .single())
        .isEqualTo(event.id());
  }

  @Test
  void aTurnTellsWhetherTheFileHasCome() {
    Event event = photo(ADDRESS);
    take(event);
    assertThat(mediaInTurn()).asString().contains("state=WAITING");
    jdbc.sql(
            """
            insert into media_file (id, channel, kind, mimetype, name, size, state, received_at)
            values (?, 'waha', 'image', 'image/png', 'recibo.jpg', 52012, 'STORED', now())
            """)
        .param(event.id())
        .update();
    assertThat(mediaInTurn())
        .asString()
        .isEqualTo(
            "{id=%s, kind=image, mimetype=image/png, name=recibo.jpg, size=52012, state=STORED}"
                .formatted(event.id()));
  }

  @Test
  void whatIsNoFileOfAProviderStaysAsItIs() {
    Map<String, Object> body = new HashMap<>();
    body.put("media", Map.of("url", "https://kommo.example/a"));
    Event event = new Event(UUID.randomUUID(), "kommo", "kommo.message.received", "x", NOON, body);
    assertThat(MediaReference.body(event)).isEqualTo(body);
  }
}
