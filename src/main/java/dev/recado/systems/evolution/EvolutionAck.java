package dev.recado.systems.evolution;

import dev.recado.spine.outbox.Receipts;
import org.jspecify.annotations.Nullable;

/** The acknowledgements of Baileys, as words. */
final class EvolutionAck {

  /** Why a message failed, in Portuguese; Evolution gives no reason. */
  static final String REASON = "EVOLUTION_ERROR: o WhatsApp não entregou a mensagem";

  private EvolutionAck() {}

  /** The hub's state; a word that is not known here adds nothing. */
  static String state(@Nullable String status) {
    return switch (String.valueOf(status)) {
      case "ERROR" -> Receipts.State.FAILED.name();
      case "SERVER_ACK" -> Receipts.State.SENT.name();
      case "DELIVERY_ACK" -> Receipts.State.DELIVERED.name();
      case "READ", "PLAYED" -> Receipts.State.READ.name();
      default -> "PENDING";
    };
  }
}
