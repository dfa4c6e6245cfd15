package dev.recado.systems.gateway;

import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Window;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a gateway's webhook into a customer's message, as if it had come from the hub's own
 * channel.
 */
final class GatewayEvents implements EventReader {

  @Override
  public String source() {
    return GatewayWebhooks.NAME;
  }

  @Override
  public List<Window.Twin> twins(InboundRecord record) {
    return Window.twin(record.source(), record.key()).stream().toList();
  }

  @Override
  public List<Event> read(InboundRecord record) {
    GatewayMessage message =
        GatewayMessage.in(record.body())
            .orElseThrow(
                () ->
                    new UnreadableException(
                        "The body is not {\"message\": …, \"contact\": {\"name\", \"phone\"}} with"
                            + " a text and a phone",
                        null));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("channel", "whatsapp");
    body.put("messageId", message.id());
    body.put("chatId", message.phone() + "@c.us");
    body.put("phone", message.phone());
    body.put("name", message.name());
    body.put("kind", "text");
    body.put("text", message.text());
    body.put("fromMe", false);
    body.put("group", false);
    body.put("sentAt", record.receivedAt().toString());
    return List.of(Event.of(record, EventTypes.WHATSAPP_MESSAGE_RECEIVED, body));
  }
}
