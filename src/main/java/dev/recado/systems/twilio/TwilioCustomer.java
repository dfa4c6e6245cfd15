package dev.recado.systems.twilio;

import org.jspecify.annotations.Nullable;

/**
 * The customer who wrote a message.
 *
 * @param id the phone, or Meta's id where the phone is hidden
 * @param phone international digits as Twilio gives them, or null
 */
record TwilioCustomer(String id, @Nullable String phone) {

  /** Reads the author of a message; null if it is no message of WhatsApp. */
  static @Nullable TwilioCustomer of(TwilioForm form) {
    String from = form.get("From");
    String phone = TwilioAddress.phone(from);
    String hidden =
        from != null && from.startsWith("whatsapp:") ? TwilioAddress.hidden(from) : null;
    if (phone == null && hidden != null) {
      phone = TwilioAddress.digits(form.get("WaId"));
    }
    String id = phone == null ? hidden : phone;
    return id == null ? null : new TwilioCustomer(id, phone);
  }
}
