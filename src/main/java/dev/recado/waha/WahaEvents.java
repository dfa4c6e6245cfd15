package dev.recado.waha;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.flow.Event;
import dev.recado.flow.EventTypes;
import dev.recado.ingress.InboundRecord;
import dev.recado.intake.EventReader;
import dev.recado.intake.UnreadableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns WAHA's webhooks, of whatever engine, into events. */
final class WahaEvents implements EventReader {

  /** It becomes part of an address within the hub. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,79}");

  @Override
  public String source() {
    return WahaWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    JsonNode tree = tree(record);
    String name = WahaJson.text(tree.path("event"));
    if (name == null || !NAME.matcher(name).matches()) {
      throw new UnreadableException("The webhook names no event", null);
    }
    Envelope envelope = new Envelope(tree, record.receivedAt());
    return List.of(
        switch (name) {
          case "message", "message.any" -> message(record, envelope);
          case "message.ack", "message.ack.group" ->
              event(record, EventTypes.WHATSAPP_MESSAGE_STATUS, envelope.status());
          case "message.reaction" ->
              event(record, EventTypes.WHATSAPP_MESSAGE_REACTION, envelope.reaction());
          case "session.status" ->
              event(record, EventTypes.WHATSAPP_SESSION_STATUS, envelope.session());
          default -> event(record, "whatsapp." + name, envelope.scalars());
        });
  }

  private static JsonNode tree(InboundRecord record) {
    try {
      JsonNode tree = WahaJson.MAPPER.readTree(record.body());
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      // Jackson's own message quotes the body, which holds what people wrote.
      throw new UnreadableException("The body is not the JSON that WAHA sends", e);
    }
    throw new UnreadableException("The body is no JSON object", null);
  }

  private static Event message(InboundRecord record, Envelope envelope) {
    return envelope.peer().own()
        ? event(record, EventTypes.WHATSAPP_MESSAGE_SENT, envelope.sent())
        : event(record, EventTypes.WHATSAPP_MESSAGE_RECEIVED, envelope.message());
  }

  private static Event event(
      InboundRecord record, String type, Map<String, @Nullable Object> body) {
    return new Event(
        record.id(), record.source(), type, record.subject(), record.receivedAt(), body);
  }
}
