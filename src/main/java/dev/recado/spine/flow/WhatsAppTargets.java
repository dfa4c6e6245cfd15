package dev.recado.spine.flow;

import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.OutgoingEffect.Target;
import dev.recado.spine.outbox.Contacts;

/** Turns what a flow calls "to" into a conversation of the WhatsApp channel. */
public final class WhatsAppTargets {

  /** Whoever asked by the API is answered there, and not on the phone as well. */
  private static final String API = "api";

  private final String connector;

  WhatsAppTargets(String connector) {
    this.connector = connector;
  }

  Target of(String to, Event event) {
    String address = address(to);
    String conversation = Contacts.conversation(address);
    boolean asked =
        API.equals(event.body().get("channel"))
            && conversation.equals(event.body().get("conversation"));
    return new Target(asked ? API : connector, conversation, address);
  }

  /**
   * Reads whom an effect is about.
   *
   * @param to as the flow gave it
   * @return the phone's digits, or the chat id of somebody whose phone is hidden, or of a group
   * @throws UnprocessableException where it is no phone
   */
  public static String address(String to) {
    if (to.endsWith("@lid") || to.endsWith("@g.us")) {
      return to;
    }
    PhoneReading reading = Phones.address(to);
    return reading.digits().orElseThrow(() -> new UnprocessableException(reading.complaint()));
  }
}
