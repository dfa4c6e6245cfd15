package dev.recado.systems.twilio;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How Twilio writes a WhatsApp account: {@code whatsapp:+5521976540001}, or {@code
 * whatsapp:BR.1234} for a person whose phone Meta hides.
 */
final class TwilioAddress {

  private static final String WHATSAPP = "whatsapp:";
  private static final Pattern PHONE = Pattern.compile("\\+?([1-9]\\d{7,14})");
  private static final Pattern HIDDEN = Pattern.compile("[A-Z]{2}\\.\\d{1,40}");

  private TwilioAddress() {}

  /** The digits of a phone, or null for anything else, such as the number of an SMS. */
  static @Nullable String phone(@Nullable String address) {
    return address != null && address.startsWith(WHATSAPP)
        ? digits(address.substring(WHATSAPP.length()))
        : null;
  }

  /** Meta's id of a person with a hidden phone, or null. */
  static @Nullable String hidden(@Nullable String address) {
    String id = address == null ? "" : address.replaceFirst("^" + WHATSAPP, "");
    return HIDDEN.matcher(id).matches() ? id : null;
  }

  /** The digits of a phone with or without a plus, or null. */
  static @Nullable String digits(@Nullable String written) {
    Matcher phone = PHONE.matcher(written == null ? "" : written);
    return phone.matches() ? phone.group(1) : null;
  }

  /**
   * The address of a contact.
   *
   * @param id digits of a phone, or Meta's id
   * @return empty for an identity that only another provider knows
   */
  static Optional<String> of(String id) {
    String digits = digits(id);
    if (digits != null) {
      return Optional.of(WHATSAPP + "+" + digits);
    }
    return HIDDEN.matcher(id).matches() ? Optional.of(WHATSAPP + id) : Optional.empty();
  }
}
