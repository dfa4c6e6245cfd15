package dev.recado.flow;

import dev.recado.flow.OutgoingEffect.Target;
import dev.recado.phone.Phones;

/** Turns what a flow calls "to" into a conversation of the WhatsApp channel. */
final class WhatsAppTargets {

  private final String connector;

  WhatsAppTargets(String connector) {
    this.connector = connector;
  }

  Target of(String to) {
    String digits =
        Phones.digits(to)
            .orElseThrow(
                () ->
                    new UnprocessableException(
                        "'" + Phones.maskAll(to) + "' is not a phone number WhatsApp could reach"));
    return new Target(connector, "whatsapp:" + Phones.matchKey(digits), digits);
  }
}
