package dev.recado.chat.conversation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.OwnRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the messages from {@code POST /api/chat/process}. */
public final class ChatEvents implements EventReader {

  static final String SOURCE = "chat";

  /** The channel of the answers: back to the caller. */
  public static final String CHANNEL = "api";

  private final OwnRecords records;

  ChatEvents(ObjectMapper json) {
    this.records = new OwnRecords(SOURCE, json);
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(records.read(record));
    body.put("channel", CHANNEL);
    body.put("chatId", body.get("phone"));
    body.put("kind", "text");
    return List.of(Event.of(record, ChatMessage.RECEIVED, body));
  }
}
