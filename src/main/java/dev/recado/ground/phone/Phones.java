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
 * <p>The ninth digit of a number with its country is never added or dropped: older accounts are
 * registered without it, and only the provider knows which
 * (docs/contracts.md#brazilian-phone-numbers). See ADR 0029.
 */
public final class Phones {

  /** In characters; no phone field needs more. */
  private static final int LONGEST = 250;

  /** The end of a person's chat id with an open phone. */
  private static final String CHAT = "@c.us";

  /** Shorter numbers could be Brazilian ones without their area code. */
  private static final Pattern BARE = Pattern.compile("\\d{11,15}");

  private static final Pattern DIGITS = Pattern.compile("\\d{8,15}");

  private static final Pattern BRAZIL = Pattern.compile("55(\\d{2})(\\d?)(\\d{8})");

  /**
   * A run of digits, or a number in Brazilian notation. Digits between hyphens belong to a UUID.
   */
  private static final Pattern LIKE_A_PHONE =
      Pattern.compile(
          "(?:(?<![A-Za-z0-9-])|(?<=%[0-9A-Fa-f]{2}))"
              + "(?:\\+?\\d{10,15}"
              + "|\\+?(?:55[ .-]?)?\\(?[1-9]\\d\\)?[ .-]?9?\\d{4}[ .-]\\d{4})"
              + "(?![A-Za-z0-9-])");

  /** The same without an area code, grouped as people group it; but not a span of years. */
  private static final Pattern LIKE_A_LINE =
      Pattern.compile(
          "(?<![\\p{L}0-9*-])(?:9[ .-]?\\d{4}[ .-]|(?<!/)(?!20\\d\\d-20\\d\\d)[2-9]\\d{3}-)\\d{4}"
              + "(?![\\p{L}0-9-])");

  private static final int SHOWN = 2;

  /** Fewer digits than this do not identify a person. */
  private static final int TELLING = 8;

  private Phones() {}

  /**
   * Reads a number as people write it. Forms, CRMs, the API and effects all use this reader.
   *
   * <p>It reads {@code (11) 98765-4321}, {@code +55…}, {@code 00 55…}, {@code 0 15 11…}, {@code
   * whatsapp:+55…}, {@code …@c.us}, links of {@code wa.me}, several numbers in one text, remarks
   * and extensions. Among several numbers the first mobile counts. A number without a country is
   * Brazilian.
   *
   * @param written the text of the form or the CRM, or null
   * @return the numbers, or the reason why there is none; a guess would write to a stranger
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
   * Reads several texts and picks the one to write to: the first with a mobile number, or else the
   * first with any number. People write either number into either field.
   *
   * @param written for example the fields for a mobile and for a phone; null and blank ones count
   *     as absent
   * @return the reading of that text; if none holds a number, the reading of the first text that is
   *     present
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
   * @return international digits, each once, mobile numbers first
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
   * @param written the text of the form or the CRM, or null
   * @return as {@link #read} finds them, for example {@code 5511987654321}; empty if it is no
   *     number, such as a WhatsApp {@code @lid}
   */
  public static Optional<String> digits(@Nullable String written) {
    return read(written).digits();
  }

  /**
   * Reads an address that the hub or a person has written. The hub writes bare digits also for
   * numbers of other countries.
   *
   * @param address international digits, or anything that {@link #read} takes; or null
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
   * Writes an address so that {@link #address} reads the same person from it. Without this, some
   * foreign numbers could be read as Brazilian ones without their country.
   *
   * @param address international digits, or the chat id if the phone is hidden
   * @return the same, or the digits as a chat id
   */
  public static String unmistakable(String address) {
    boolean mistakable =
        DIGITS.matcher(address).matches()
            && !address(address).digits().equals(Optional.of(address));
    return mistakable ? address + CHAT : address;
  }

  /**
   * Writes international digits so that anybody reads the same number from them, also SQL: a number
   * of another country gets a plus.
   *
   * @param digits international digits
   * @return {@code 5511987654321}, but {@code +14155550123}
   */
  public static String written(String digits) {
    return BRAZIL.matcher(digits).matches() ? digits : "+" + digits;
  }

  /**
   * Makes the key that is equal for both forms of a person's Brazilian number.
   *
   * @param address international digits, also as {@link #unmistakable} writes them
   * @return {@code 55}, area code and last eight digits for Brazil; the digits themselves for other
   *     countries
   */
  public static String matchKey(String address) {
    String digits =
        address.endsWith(CHAT) ? address.substring(0, address.length() - CHAT.length()) : address;
    Matcher brazil = BRAZIL.matcher(digits);
    return brazil.matches() ? "55" + brazil.group(1) + brazil.group(3) : digits;
  }

  /**
   * Tells whether a number may be a mobile, which WhatsApp reaches.
   *
   * @param digits international digits
   * @return false for a Brazilian landline; the digits of other countries do not show it
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
   * <p>Use it only to ask a provider that does not know the first form.
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
   * Hides everything in a text that looks like a phone number.
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
   * Hides all but the last two digits of the text of a phone field, so that an operator can still
   * find the record.
   *
   * @param written any text
   * @return for example {@code *****-**21}; fewer than eight digits stay, because they help to find
   *     the mistake
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
