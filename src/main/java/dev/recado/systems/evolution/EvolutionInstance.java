package dev.recado.systems.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Evolution tells of an instance, in the hub's words. */
final class EvolutionInstance {

  /** The events that tell something of the instance. */
  static final Set<String> EVENTS =
      Set.of(
          "connection.update",
          "qrcode.updated",
          "status.instance",
          "logout.instance",
          "remove.instance",
          "instance.delete");

  private EvolutionInstance() {}

  /**
   * Gives the hub's word.
   *
   * @param event its name
   * @param data its part of the webhook
   * @return null for a state that is not known here
   */
  static @Nullable String word(String event, JsonNode data) {
    return switch (event) {
      case "connection.update" -> word(data.path("state").asText(""));
      // Without a code it only tells that nobody has read one in time.
      case "qrcode.updated" -> data.has("qrcode") ? "SCAN_QR_CODE" : "FAILED";
      case "status.instance" ->
          data.path("status").asText("").startsWith("close") ? "STOPPED" : null;
      default -> "STOPPED";
    };
  }

  /** Gives the hub's word for a state; {@code close} comes only where Evolution gives up. */
  static @Nullable String word(String state) {
    return switch (state) {
      case "open" -> "WORKING";
      case "connecting" -> "STARTING";
      case "close" -> "STOPPED";
      case "refused" -> "FAILED";
      default -> null;
    };
  }
}
