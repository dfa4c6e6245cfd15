package dev.recado.chat.entity;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import dev.recado.ground.phone.Phones;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds complete phone numbers: Brazilian ones with their area code, foreign ones with a plus.
 *
 * <p>The library finds the foreign ones only. For Brazil it would refuse mobiles without the ninth
 * digit, which WhatsApp still knows, and accept numbers without an area code (area codes and forms:
 * docs/contracts.md#brazilian-phone-numbers).
 */
final class PhoneNumbers implements Finder {

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private static final String COUNTRY = "(?:\\+?55[ .-]{0,2})?";
  private static final String AREA =
      "\\(?0?(?<area>1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])\\)?";
  private static final String SUBSCRIBER = "(?<line>(?:9?[ .-]?[6-9]|[2-5])\\d{3}[ .-]{0,3}\\d{4})";

  /** WhatsApp ids of hidden users and of groups have digits too, but they are no phones. */
  private static final Pattern BRAZIL =
      Pattern.compile(
          ("(?<![\\p{L}\\p{N}+]|\\p{N}[.,/-]|\\p{L}-)" + COUNTRY + AREA + "[ .-]{0,3}" + SUBSCRIBER)
              + "(?![\\p{L}\\p{N}]|[.,/-]\\d|@lid|@g\\.us)");

  @Override
  public List<Entity> in(Reading reading) {
    List<Entity> found =
        new ArrayList<>(reading.find(Entity.Type.PHONE, BRAZIL, PhoneNumbers::international));
    LIBRARY
        .findNumbers(reading.folded(), null, Leniency.VALID, Long.MAX_VALUE)
        .forEach(
            match ->
                Phones.digits(match.rawString())
                    .map(
                        digits ->
                            reading.entity(Entity.Type.PHONE, digits, match.start(), match.end()))
                    .ifPresent(found::add));
    return found;
  }

  private static Optional<String> international(Matcher place) {
    return Phones.digits(place.group());
  }
}
