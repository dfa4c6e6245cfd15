package dev.recado.ground.phone;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads, compares and hides phone numbers.
 *
 * <p>The ninth digit of a number with its country is never added or dropped: accounts of older
 * numbers are registered without it, and only the provider knows which (docs/contracts.md#brazilian-phone-numbers). See ADR 0029.
 */
public final class Phones {

  /** In characters; nobody writes more into a field for a phone. */
  private static final int LONGEST = 250;

  /** Shorter ones could be Brazilian ones without their area code. */
  private static final Pattern BARE = Pattern.compile("\\d{11,15}");

  private static final Pattern DIGITS = Pattern.compile("\\d{8,15}");

  private static final Pattern BRAZIL = Pattern.compile("55(\\d{2})(\\d?)(\\d{8})");

  /** Digits in one run, or as Brazilians write them; hyphens around would be those of a UUID. */
  private static final Pattern LIKE_A_PHONE =
      Pattern.compile(
          "(?:(?<![A-Za-z0-9-])|(?<=%[0-9A-Fa-f]{2}))"
              + "(?:\\+?\\d{10,15}"
              + "|\\+?(?:55[ .-]?)?\\(?[1-9]\\d\\)?[ .-]?9?\\d{4}[ .-]\\d{4})"
              + "(?![A-Za-z0-9-])");

  /** The same without an area code, parted as people part it; a span of years is none. */
  private static final Pattern LIKE_A_LINE =
      Pattern.compile(
          "(?<![\\p{L}0-9*-])(?:9[ .-]?\\d{4}[ .-]|(?<!/)(?!20\\d\\d-20\\d\\d)[2-9]\\d{3}-)\\d{4}"
              + "(?![\\p{L}0-9-])");

  private static final int SHOWN = 2;

  /** Of fewer digits nothing can be learnt. */
  private static final int TELLING = 8;

  private Phones() {}

  /**
   * Reads a number as people write it; the one reader of forms, CRMs, the API and effects.
   *
   * <p>Knows {@code (11) 98765-4321}, {@code +55…}, {@code 00 55…}, {@code 0 15 11…}, {@code
   * whatsapp:+55…}, {@code …@c.us}, links of {@code wa.me}, several numbers in one text, remarks
   * and extensions. Of several the first mobile one counts. A number without a country is
   * Brazilian.
   *
   * @param written what stands in the form or the CRM, or null
   * @return the numbers, or the reason why there is none: a guess would write to somebody else
   */
  public static PhoneReading read(@Nullable String written) {
    if (written == null) {
      return new PhoneReading("", List.of(), Unreadable.EMPTY);
    }
    return written.length() > LONGEST
        ? new PhoneReading(written, List.of(), Unreadable.TOO_LONG)
        : PhoneText.read(written);
  }

  /**
   * Reads the one of several texts to write to: the first that holds a mobile number, else the
   * first that holds a number, for people put either into the field for the other.
   *
   * @param written for example the fields for a mobile and for a phone; null and blank ones count
   *     as absent
   * @return its reading; where none holds a number, that of the first text that is there
   */
  public static PhoneReading first(Iterable<? extends @Nullable String> written) {
    PhoneReading best = read(null);
    for (String one : written) {
      PhoneReading reading = read(one);
      if (reading.digits().filter(Dialled::mobile).isPresent()) {
        return reading;
      }
      boolean better = best.numbers().isEmpty() && !reading.numbers().isEmpty();
      best = better || best.written().isEmpty() ? reading : best;
    }
    return best;
  }

  /**
   * Reads all numbers of several texts.
   *
   * @param written null and blank ones count as absent
   * @return international digits, each once, the mobile ones first
   */
  public static List<String> all(Collection<? extends @Nullable String> written) {
    return written.stream()
        .flatMap(one -> read(one).numbers().stream())
        .distinct()
        .sorted(Comparator.comparing(number -> !Dialled.mobile(number)))
        .toList();
  }

  /**
   * Reads a number as people write it into its international digits, without a plus.
   *
   * @param written what stands in the form or the CRM, or null
   * @return as {@link #read} finds them, for example {@code 5511987654321}, or empty where it is no
   *     number; a WhatsApp {@code @lid} is no number
   */
  public static Optional<String> digits(@Nullable String written) {
    return read(written).digits();
  }

  /**
   * Reads an address that the hub itself has written, or a person: the hub writes bare digits also
   * for numbers of other countries.
   *
   * @param address international digits, or whatever {@link #read} takes; or null
   * @return its reading
   */
  public static PhoneReading address(@Nullable String address) {
    PhoneReading reading = read(address);
    boolean foreign =
        reading.numbers().isEmpty()
            && BARE.matcher(reading.written()).matches()
            && Dialled.existsAbroad(reading.written());
    return foreign
        ? new PhoneReading(reading.written(), List.of(reading.written()), reading.reason())
        : reading;
  }

  /**
   * Writes an address so that {@link #address} reads nobody else from it: some foreign numbers
   * could be Brazilian ones without their country.
   *
   * @param address international digits, or the chat id where the phone is hidden
   * @return the same, or the digits as a chat id
   */
  public static String unmistakable(String address) {
    boolean mistakable =
        DIGITS.matcher(address).matches()
            && !address(address).digits().equals(Optional.of(address));
    return mistakable ? address + "@c.us" : address;
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
   * Tells whether a number may be a mobile one, which WhatsApp reaches.
   *
   * @param digits international digits
   * @return false for a landline of Brazil; abroad the digits do not tell
   */
  public static boolean mobile(String digits) {
    return Dialled.mobile(digits);
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
   *     98765-4321} and {@code 98765-4321}
   */
  public static String maskAll(String text) {
    String masked = LIKE_A_PHONE.matcher(text).replaceAll(match -> mask(match.group()));
    return LIKE_A_LINE.matcher(masked).replaceAll(match -> hide(match.group()));
  }

  /**
   * Hides all but the last two digits of what stands in a field for a phone, number or not, so that
   * an operator finds it again.
   *
   * @param written any text
   * @return for example {@code *****-**21}; fewer than eight digits stay as they are, for they help
   *     to find the mistake
   */
  public static String hide(String written) {
    long digits = written.chars().filter(Character::isDigit).count();
    if (digits < TELLING) {
      return written;
    }
    StringBuilder hidden = new StringBuilder(written);
    long hide = digits - SHOWN;
    for (int at = 0; hide > 0; at++) {
      if (Character.isDigit(hidden.charAt(at))) {
        hidden.setCharAt(at, '*');
        hide--;
      }
    }
    return hidden.toString();
  }
}
