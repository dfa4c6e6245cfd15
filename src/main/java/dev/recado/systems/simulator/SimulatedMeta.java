package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.ground.phone.Phones;
import dev.recado.systems.simulator.SimulatedPhones.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Meta does with a request: it accepts what it understands, and says later what became of it
 * (docs/contracts.md#meta-sending).
 */
final class SimulatedMeta {

  /** Phones that end so are not on WhatsApp, so that a failure can be tried. */
  static final String NOBODY = "0000";

  private static final Duration WINDOW = Duration.ofHours(24);
  private static final int LONGEST = 1000;

  private final SimulatedPhones phones;
  private final Accounts accounts;
  private final SimulatedWhatsApp whatsApp;
  private final Clock clock;

  SimulatedMeta(
      SimulatedPhones phones, Accounts accounts, SimulatedWhatsApp whatsApp, Clock clock) {
    this.phones = phones;
    this.accounts = accounts;
    this.whatsApp = whatsApp;
    this.clock = clock;
  }

  /**
   * Takes a message.
   *
   * @param number Meta's id of the number that sends it
   * @param request the body
   * @throws GraphError if Meta would refuse it at once
   */
  ObjectNode send(String number, JsonNode request) {
    MetaMessage sent = MetaMessage.of(request);
    Account account = accounts.of(Account.META, number);
    boolean hidden = MetaWebhook.hidden(sent.to());
    Optional<String> known =
        hidden ? phones.phoneOf(sent.to()) : Phones.address(sent.to()).digits();
    String phone = known.orElse(sent.to());
    String chatId = hidden ? sent.to() : phone;
    Message message = message(account, sent, phone, chatId);
    MetaFailure failure =
        known.isEmpty() || phone.endsWith(NOBODY)
            ? MetaFailure.UNDELIVERABLE
            : outside(account, sent, phone);
    if (failure == null) {
      whatsApp.deliver(account, message);
    } else {
      whatsApp.fail(account, failed(message, failure), failure);
    }
    return answer(request, message, hidden);
  }

  /** Only a template reaches a customer who has not written to this number for 24 hours. */
  private @Nullable MetaFailure outside(Account account, MetaMessage sent, String phone) {
    Instant open = clock.instant().minus(WINDOW);
    return sent.extras().template() != null
            || phones.wroteAt(phone, account).filter(wrote -> wrote.isAfter(open)).isPresent()
        ? null
        : MetaFailure.OUTSIDE_WINDOW;
  }

  private Message message(Account account, MetaMessage sent, String phone, String chatId) {
    return new Message(
        MessageIds.wamid(chatId, true),
        phone,
        chatId,
        account.provider(),
        account.name(),
        true,
        sent.kind(),
        sent.text(),
        sent.extras(),
        Ack.DEVICE.number(),
        clock.instant());
  }

  private static Message failed(Message message, MetaFailure failure) {
    return new Message(
        message.id(),
        message.phone(),
        message.chatId(),
        message.provider(),
        message.account(),
        true,
        message.kind(),
        message.text(),
        message.extras().failed(failure.code()),
        Ack.ERROR,
        message.at());
  }

  private static ObjectNode answer(JsonNode request, Message message, boolean hidden) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("messaging_product", "whatsapp");
    answer
        .putArray("contacts")
        .addObject()
        .put("input", request.path(hidden ? "recipient" : "to").asText())
        .put(hidden ? "user_id" : "wa_id", message.chatId());
    ObjectNode taken = answer.putArray("messages").addObject().put("id", message.id());
    if (message.extras().template() != null) {
      taken.put("message_status", "accepted");
    }
    return answer;
  }

  /**
   * Marks a customer's message as read, perhaps with a sign that somebody types.
   *
   * @param number Meta's id of the number that received it
   * @param request the body
   */
  ObjectNode read(String number, JsonNode request) {
    MetaPart part = new MetaPart(request, "");
    if (!"read".equals(part.text("status", LONGEST))) {
      throw GraphError.parameter("Param status must be read");
    }
    String id = part.text("message_id", LONGEST);
    if (request.has("typing_indicator")
        && !"text".equals(part.part("typing_indicator").text("type", LONGEST))) {
      throw GraphError.parameter("Param typing_indicator['type'] must be text");
    }
    if (!phones.received(id, accounts.of(Account.META, number))) {
      throw GraphError.parameter("Param message_id does not exist");
    }
    return JsonNodeFactory.instance.objectNode().put("success", true);
  }
}
