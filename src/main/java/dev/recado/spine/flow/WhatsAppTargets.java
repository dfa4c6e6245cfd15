package dev.recado.spine.flow;

import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.OutgoingEffect.Target;
import dev.recado.spine.outbox.Contacts;

/** Turns the option "to" of a flow into a conversation of the WhatsApp channel. */
public final class WhatsAppTargets {

  /** A message that came by the API is answered there, and not on the phone too. */
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
   * Reads the person that an effect is about.
   *
   * @param to as the flow gave it
   * @return the phone's digits, or the chat id of a group or of a person with a hidden phone
   * @throws UnprocessableException if it is not a phone
   */
  public static String address(String to) {
    if (to.endsWith("@lid") || to.endsWith("@g.us")) {
      return to;
    }
    PhoneReading reading = Phones.address(to);
    return reading.digits().orElseThrow(() -> new UnprocessableException(reading.complaint()));
  }
}
