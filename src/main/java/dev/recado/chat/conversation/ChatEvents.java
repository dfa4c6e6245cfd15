package dev.recado.chat.conversation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages that were handed in by {@code POST /api/chat/process}. */
public final class ChatEvents implements EventReader {

  static final String SOURCE = "chat";

  /** Where the answers go: back to who asked. */
  public static final String CHANNEL = "api";

  private static final TypeReference<Map<String, String>> ASKED = new TypeReference<>() {};

  private final ObjectMapper json;

  ChatEvents(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(asked(record));
    body.put("channel", CHANNEL);
    body.put("chatId", body.get("phone"));
    body.put("kind", "text");
    return List.of(
        new Event(
            record.id(),
            SOURCE,
            ChatMessage.RECEIVED,
            record.subject(),
            record.receivedAt(),
            body));
  }

  private Map<String, String> asked(InboundRecord record) {
    try {
      return json.readValue(record.body(), ASKED);
    } catch (IOException e) {
      throw new UnreadableException("The record was not written by a hub", e);
    }
  }
}
