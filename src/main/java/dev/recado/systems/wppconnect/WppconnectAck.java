package dev.recado.systems.wppconnect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.outbox.Receipts;
import java.util.Map;

/** The acknowledgements of WhatsApp Web, as numbers. */
final class WppconnectAck {

  private static final Map<Integer, String> REASONS =
      Map.of(
          -6, "o WhatsApp estava inativo",
          -5, "o arquivo não pôde ser enviado ao WhatsApp",
          -4, "o arquivo é grande demais para o WhatsApp",
          -3, "o arquivo não existe mais",
          -2, "o prazo da mensagem expirou",
          -1, "o WhatsApp não entregou a mensagem");

  private WppconnectAck() {}

  /** The hub's state; a number that is not known here adds nothing. */
  static String state(JsonNode ack) {
    int number = ack.canConvertToInt() ? ack.intValue() : 0;
    if (number < 0) {
      return Receipts.State.FAILED.name();
    }
    return switch (number) {
      case 1 -> Receipts.State.SENT.name();
      case 2 -> Receipts.State.DELIVERED.name();
      case 3, 4 -> Receipts.State.READ.name();
      default -> "PENDING";
    };
  }

  /** Why it failed, in Portuguese. */
  static String reason(JsonNode ack) {
    return "WPPCONNECT_ACK_%d: %s"
        .formatted(
            ack.intValue(),
            REASONS.getOrDefault(ack.intValue(), "o WhatsApp não entregou a mensagem"));
  }
}
