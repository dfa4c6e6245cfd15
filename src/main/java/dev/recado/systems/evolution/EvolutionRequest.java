package dev.recado.systems.evolution;

import dev.recado.systems.engine.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A request that sends a message.
 *
 * @param path without the instance
 * @param body its fields
 */
record EvolutionRequest(String path, Map<String, @Nullable Object> body) {

  /** How long WhatsApp shows that somebody types, in milliseconds. */
  private static final int TYPING = 1200;

  static EvolutionRequest of(Exchange exchange) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("number", EvolutionNumber.written(Target.of(exchange)));
    String path =
        switch (Target.kind(exchange)) {
          case "whatsapp-media" -> file(Target.payload(exchange), body);
          case "whatsapp-location" -> place(Target.payload(exchange), body);
          default -> {
            body.put("text", Target.text(exchange));
            yield "/message/sendText";
          }
        };
    body.put("delay", TYPING);
    if (path.endsWith("sendText")) {
      body.put("linkPreview", false);
    }
    body.values().removeIf(Objects::isNull);
    return new EvolutionRequest(path, body);
  }

  /** Evolution fetches the file from its address. */
  private static String file(Map<?, ?> payload, Map<String, @Nullable Object> body) {
    body.put("mediatype", payload.get("kind"));
    body.put("mimetype", payload.get("mimetype"));
    body.put("media", String.valueOf(payload.get("url")));
    body.put("fileName", payload.get("filename"));
    body.put("caption", payload.get("caption"));
    return "/message/sendMedia";
  }

  /** Evolution insists on a name and an address. */
  private static String place(Map<?, ?> payload, Map<String, @Nullable Object> body) {
    Object title = payload.get("title");
    Object address = payload.get("address");
    body.put("latitude", payload.get("latitude"));
    body.put("longitude", payload.get("longitude"));
    body.put("name", title == null ? "Localização" : title);
    body.put("address", address == null ? body.get("name") : address);
    return "/message/sendLocation";
  }
}
