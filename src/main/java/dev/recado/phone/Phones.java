package dev.recado.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads, compares and hides phone numbers.
 *
 * <p>The ninth digit is never added or dropped here: accounts of older numbers are registered
 * without it, and only the provider knows which (contracts/09-brazil.md, section 1).
 */
public final class Phones {

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
  private static final String HOME = "BR";

  /** In characters; as long as the library reads one. */
  private static final int LONGEST = 250;

  private static final Pattern DECORATION =
      Pattern.compile("^whatsapp:|@(c\\.us|s\\.whatsapp\\.net)$", Pattern.CASE_INSENSITIVE);
  private static final Pattern INTERNATIONAL_BRAZIL = Pattern.compile("55\\d{10,11}");
  private static final Pattern BRAZIL = Pattern.compile("55(\\d{2})(\\d?)(\\d{8})");

  /** Digits in one run, or as Brazilians write them; hyphens around would be those of a UUID. */
  private static final Pattern LIKE_A_PHONE =
      Pattern.compile(
          "(?:(?<![A-Za-z0-9-])|(?<=%[0-9A-Fa-f]{2}))"
              + "(?:\\+?\\d{10,15}"
              + "|\\+?(?:55[ .-]?)?\\(?[1-9]\\d\\)?[ .-]?9?\\d{4}[ .-]\\d{4})"
              + "(?![A-Za-z0-9-])");

  private Phones() {}

  /**
   * Reads a number as people write it into its international digits, without a plus.
   *
   * <p>Knows {@code (11) 98765-4321}, {@code +55…}, {@code 55…}, {@code whatsapp:+55…}, {@code
   * …@c.us}, and {@code phone | mobile} as some migrated Odoo databases hold it (the first readable
   * one wins). A number without a country is Brazilian.
   *
   * @param written what stands in the form or the CRM, or null
   * @return digits such as {@code 5511987654321}, or empty where it is no number; a WhatsApp {@code
   *     @lid} is no number
   */
  public static Optional<String> digits(@Nullable String written) {
    if (written == null || written.length() > LONGEST) {
      return Optional.empty();
    }
    for (String part : written.split("\\|", -1)) {
      Optional<String> digits = one(part.strip());
      if (digits.isPresent()) {
        return digits;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> one(String written) {
    String bare = DECORATION.matcher(written).replaceAll("");
    if (bare.isEmpty() || bare.indexOf('@') >= 0) {
      return Optional.empty();
    }
    if (INTERNATIONAL_BRAZIL.matcher(bare).matches()) {
      bare = "+" + bare;
    }
    try {
      PhoneNumber number = LIBRARY.parse(bare, HOME);
      return LIBRARY.isPossibleNumber(number)
          ? Optional.of(LIBRARY.format(number, PhoneNumberFormat.E164).substring(1))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes the key by which one person is recognised under both forms of a Brazilian number.
   *
   * @param digits international digits
   * @return {@code 55}, area code and last eight digits for Brazil; the digits themselves elsewhere
   */
  public static String matchKey(String digits) {
    Matcher brazil = BRAZIL.matcher(digits);
    return brazil.matches() ? "55" + brazil.group(1) + brazil.group(3) : digits;
  }

  /**
   * Finds the Brazilian area code (DDD).
   *
   * @param digits international digits
   * @return two digits, or empty for a number of another country
   */
  public static Optional<String> areaCode(String digits) {
    Matcher brazil = BRAZIL.matcher(digits);
    return brazil.matches() ? Optional.of(brazil.group(1)) : Optional.empty();
  }

  /**
   * Gives the other form of a Brazilian mobile number, with or without the ninth digit.
   *
   * <p>Only for asking a provider that has just denied knowing the first form.
   *
   * @param digits international digits
   * @return the other form, or empty for landlines and for other countries
   */
  public static Optional<String> otherForm(String digits) {
    Matcher brazil = BRAZIL.matcher(digits);
    if (!brazil.matches() || brazil.group(3).charAt(0) < '6') {
      return Optional.empty();
    }
    String ninth = brazil.group(2).isEmpty() ? "9" : "";
    return Optional.of("55" + brazil.group(1) + ninth + brazil.group(3));
  }

  /**
   * Hides a number for logs: country, area and the last two digits stay.
   *
   * @param digits a number, or null
   * @return for example {@code 5511*******21}; null becomes {@code -}
   */
  public static String mask(@Nullable String digits) {
    if (digits == null) {
      return "-";
    }
    int length = digits.length();
    return length <= 6
        ? "*".repeat(length)
        : digits.substring(0, 4) + "*".repeat(length - 6) + digits.substring(length - 2);
  }

  /**
   * Hides whatever looks like a phone number inside a text.
   *
   * @param text a log line or a reason
   * @return the same text with each run of 10 to 15 digits masked, and numbers such as {@code (11)
   *     98765-4321}
   */
  public static String maskAll(String text) {
    return LIKE_A_PHONE.matcher(text).replaceAll(match -> mask(match.group()));
  }
}
