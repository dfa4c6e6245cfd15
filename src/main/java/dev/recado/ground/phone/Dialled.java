package dev.recado.ground.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The meaning of the digits of one written number: a number, or the reason why they are none.
 *
 * <p>Area codes and lengths are those of docs/contracts.md#brazilian-phone-numbers. Mobile numbers
 * without the ninth digit no longer exist on the phone network, but WhatsApp accounts still have
 * them. Written with a country, such a number is the id of an account and stays as it is. Written
 * without a country, as people still write it, it gets the ninth digit (ADR 0029).
 */
final class Dialled {

  private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

  private static final Pattern AREA =
      Pattern.compile("[14689][1-9]|2[12478]|3[1-578]|5[13-5]|7[13-579]");
  private static final Pattern LINE = Pattern.compile("9\\d{8}|[2-9]\\d{7}");
  private static final Pattern OLDER_MOBILE = Pattern.compile("\\d{2}[6-9]\\d{7}");
  private static final Pattern MOBILE = Pattern.compile("55\\d{2}(?:9\\d{8}|[6-9]\\d{7})");

  /** Digits of the code that chooses the carrier of a call: 0 15 11 … */
  private static final int CARRIER = 2;

  private static final int LONGEST = 15;

  private final Optional<String> number;
  private final Unreadable reason;
  private final String line;

  private Dialled(Optional<String> number, Unreadable reason, String line) {
    this.number = number;
    this.reason = reason;
    this.line = line;
  }

  /** The number in international digits. */
  Optional<String> number() {
    return number;
  }

  Unreadable reason() {
    return reason;
  }

  /** The digits after the area code as they were written; empty for a number of another country. */
  String line() {
    return line;
  }

  /**
   * Reads digits.
   *
   * @param digits nothing but digits
   * @param plus whether a plus stood before them
   */
  static Dialled of(String digits, boolean plus) {
    if (plus) {
      return abroad(digits);
    }
    if (digits.startsWith("00")) {
      return abroad(digits.replaceFirst("^0+", ""));
    }
    String bare = digits.replaceFirst("^0+", "");
    if (bare.length() > 11 && bare.startsWith("55")) {
      Dialled withCountry = abroad(bare);
      if (withCountry.number.isPresent()) {
        return withCountry;
      }
    }
    String national = digits.startsWith("0") ? carried(bare) : bare;
    return national(national) ? found(withNinth(national), national) : none(national);
  }

  /** Drops the code of the carrier. */
  private static String carried(String bare) {
    boolean chosen = !national(bare) && bare.length() > 11 && national(bare.substring(CARRIER));
    return chosen ? bare.substring(CARRIER) : bare;
  }

  private static Dialled abroad(String digits) {
    if (!digits.startsWith("55")) {
      return existsAbroad(digits) ? found(digits) : no(Unreadable.NOT_ABROAD);
    }
    String after = digits.substring(2);
    String bare = after.replaceFirst("^0+", "");
    bare = after.startsWith("0") ? carried(bare) : bare;
    return national(bare) ? found(bare, bare) : none(bare);
  }

  /** Takes a provider's account id as a number, whatever the numbers of its country look like. */
  static Dialled account(String digits) {
    return digits.length() >= 8 && digits.length() <= LONGEST
        ? found(digits)
        : no(Unreadable.NOT_A_NUMBER);
  }

  /** Tells whether another country has this number. */
  static boolean existsAbroad(String digits) {
    try {
      return digits.length() <= LONGEST
          && !digits.startsWith("55")
          && LIBRARY.isValidNumber(LIBRARY.parse("+" + digits, null));
    } catch (NumberParseException e) {
      return false;
    }
  }

  static boolean mobile(String number) {
    return !number.startsWith("55") || MOBILE.matcher(number).matches();
  }

  static boolean area(String digits) {
    return AREA.matcher(digits).matches();
  }

  /** Tells whether the digits are a local number without its area code. */
  static boolean line(String digits) {
    return LINE.matcher(digits).matches();
  }

  private static boolean national(String digits) {
    return digits.length() > 2 && area(digits.substring(0, 2)) && line(digits.substring(2));
  }

  private static String withNinth(String national) {
    return OLDER_MOBILE.matcher(national).matches()
        ? national.substring(0, 2) + "9" + national.substring(2)
        : national;
  }

  private static Dialled none(String digits) {
    if (digits.isEmpty()) {
      return no(Unreadable.EMPTY);
    }
    if (line(digits)) {
      return no(Unreadable.NO_AREA_CODE);
    }
    if (digits.length() < 10) {
      return no(Unreadable.TOO_SHORT);
    }
    if (digits.length() > 11) {
      return no(Unreadable.TOO_LONG);
    }
    return no(
        area(digits.substring(0, 2)) ? Unreadable.NOT_A_NUMBER : Unreadable.UNKNOWN_AREA_CODE);
  }

  private static Dialled found(String number) {
    return new Dialled(Optional.of(number), Unreadable.EMPTY, "");
  }

  private static Dialled found(String national, String written) {
    return new Dialled(Optional.of("55" + national), Unreadable.EMPTY, written.substring(2));
  }

  static Dialled no(Unreadable reason) {
    return new Dialled(Optional.empty(), reason, "");
  }
}
