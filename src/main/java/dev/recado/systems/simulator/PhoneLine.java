package dev.recado.systems.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.recado.systems.simulator.SimulatedPhones.Message;
import org.jspecify.annotations.Nullable;

/**
 * One line of a chat.
 *
 * @param id WhatsApp's id of the message
 * @param channel the hub's channel that it came or went by
 * @param fromMe whether the business wrote it
 * @param kind for example {@code text}, {@code buttons} or {@code image}
 * @param text its text; the customer's own with a mark of its type
 * @param extras what else it holds
 * @param ack WhatsApp's number for messages of the business; -1: it never reached the phone
 * @param at when it was sent
 */
record PhoneLine(
    String id,
    String channel,
    @JsonProperty("fromMe") boolean fromMe,
    String kind,
    String text,
    @JsonUnwrapped Extras extras,
    @Nullable Integer ack,
    String at) {

  static PhoneLine of(Message message, Account account) {
    return new PhoneLine(
        message.id(),
        account.channel(),
        message.fromBusiness(),
        message.kind(),
        message.text(),
        message.extras(),
        message.ack(),
        message.at().toString());
  }
}
