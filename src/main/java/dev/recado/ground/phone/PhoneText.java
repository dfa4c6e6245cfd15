package dev.recado.ground.phone;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the numbers in the text of a phone field: one or several, with remarks, extensions, and any
 * characters that a keyboard or a copied page put between the digits.
 *
 * <p>Words end a number. A comma, a slash, a bar or a dash between blanks also ends it, unless the
 * digits before are an area code. Digits that could be two numbers are none.
 */
final class PhoneText {

  /** Invisible characters, and marks on a digit such as those of a keycap. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{M}]+");

  private static final Pattern ACCOUNT =
      Pattern.compile(
          "(?i)^whatsapp:\\+?(?<twilio>\\d+)$"
              + "|^(?<jid>\\d+)(?::\\d+)?@(?:c\\.us|s\\.whatsapp\\.net)$");

  private static final Pattern LINK =
      Pattern.compile("(?i)\\S*(?:wa\\.me/|[?&]phone=)(?:\\+|%2B)?(\\d+)\\S*");
  private static final Pattern ADDRESS = Pattern.compile("\\S*@\\S*|\\S+://\\S*");

  /** A CPF has eleven digits like a mobile; only the dots and the dash show the difference. */
  private static final Pattern CPF = Pattern.compile("\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}(?!\\d)");

  /** "cel1", "tel2:", "1) ": the position of a number in a list. */
  private static final Pattern ORDINAL =
      Pattern.compile("(?<=\\p{L})\\d(?=[\\s:)])|(?<![\\d(])\\d\\)|(?<!\\d)\\d[ªº°](?=\\s)");

  /** "DDD 11 Tel 98765-4321": the area code is named as such, whatever words follow. */
  private static final Pattern NAMED_AREA =
      Pattern.compile("(?i)\\bddd[^\\p{L}\\d]{0,4}0?(\\d{2})(?!\\d)\\D{0,25}(?=\\d)");

  /** "98765-4321 (DDD 11)", or a mobile and "(11)": the area code comes last. */
  private static final Pattern AREA_LAST =
      Pattern.compile(
          "(?i)^(?<before>\\D*)(?:"
              + "(?<line>\\d[\\d .-]{6,10}\\d)[^\\p{L}\\d]{0,4}ddd[^\\p{L}\\d]{0,4}0?(?<area>\\d{2})(?!\\d)"
              + "|(?<mobile>9[ .]?\\d{4}[ .-]?\\d{4}) ?\\(0?(?<bare>\\d{2})\\)$)");

  private static final Pattern OPTIONAL_ZERO = Pattern.compile("\\(0\\)");

  /** From the first digit, with its plus and bracket, to the next word. */
  private static final Pattern RUN = Pattern.compile("[+(\\[]*\\d[^\\p{L}\\n]*");

  /** What ends a number: also a plus, and a bracket once a number may have ended. */
  private static final Pattern END =
      Pattern.compile("[|,;/]|(?<=\\d)\\s*(?=\\+)|(?<=\\d{4}\\s{0,3})(?=\\()");

  private static final Pattern DASH = Pattern.compile("\\s-+\\s");
  private static final Pattern GROUP = Pattern.compile("\\d+");

  /** The form in which the hub stores most numbers and looks them up: digits alone. */
  private static final Pattern NOTHING_ELSE = Pattern.compile("[0-9]+");

  /** An area code alone, after a country code, a trunk zero or a carrier code. */
  private static final Pattern AREA =
      Pattern.compile("(?:0{0,2}55|0?)0?(?:\\d\\d)?(?<area>\\d\\d)");

  private static final int AREA_AT_MOST = 6;

  /** How many digits a local number has without the ninth digit. */
  private static final int OLDER = 8;

  private final List<String> numbers = new ArrayList<>();
  private String area = "";
  private Unreadable reason = Unreadable.EMPTY;

  private PhoneText() {}

  /** Reads the numbers of a text. */
  static PhoneReading read(String written) {
    PhoneText text = new PhoneText();
    if (NOTHING_ELSE.matcher(written).matches()) {
      text.take(Dialled.of(written, false));
    } else {
      text.all(written.strip());
    }
    text.numbers.sort(Comparator.comparing(number -> !Dialled.mobile(number)));
    return new PhoneReading(
        written.strip(), text.numbers.stream().distinct().toList(), text.reason);
  }

  private void all(String written) {
    String text =
        UNSEEN.matcher(Normalizer.normalize(written, Normalizer.Form.NFKD)).replaceAll("");
    text = digits(text).strip();
    Matcher account = ACCOUNT.matcher(text);
    if (account.matches()) {
      String id = account.group("jid") == null ? account.group("twilio") : account.group("jid");
      take(Dialled.account(id));
      return;
    }
    if (text.endsWith("@lid") || text.endsWith("@g.us")) {
      reason = Unreadable.HIDDEN;
      return;
    }
    RUN.matcher(plain(text)).results().map(MatchResult::group).forEach(this::run);
  }

  private static String plain(String text) {
    String plain = LINK.matcher(text).replaceAll(" x +$1 x ");
    plain = ADDRESS.matcher(plain).replaceAll(" x ");
    plain = CPF.matcher(plain).replaceAll(" x ");
    plain = ORDINAL.matcher(plain).replaceAll(" ; ");
    plain = AREA_LAST.matcher(plain).replaceFirst("${before} ${area}${bare} ${line}${mobile}");
    plain = NAMED_AREA.matcher(plain).replaceAll(" $1 ");
    return OPTIONAL_ZERO.matcher(plain).replaceAll(" ");
  }

  /**
   * Replaces digits of other scripts, and every dash and blank of Unicode, by those of a keyboard.
   */
  private static String digits(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isDigit(c)) {
                plain.append(Character.digit(c, 10));
              } else if (Character.getType(c) == Character.DASH_PUNCTUATION || c == '−') {
                plain.append('-');
              } else if (Character.isSpaceChar(c) || c == '\t') {
                plain.append(' ');
              } else if (c == '\r') {
                plain.append('\n');
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  private void run(String run) {
    if (END.matcher(run).find() || !one(run)) {
      pieces(run, END, piece -> pieces(piece, DASH, nothing -> {}));
    }
  }

  /** Splits a run; an area code belongs to the piece that follows it. */
  private void pieces(String run, Pattern end, Consumer<String> smaller) {
    String before = "";
    for (String piece : end.split(run)) {
      String digits = only(piece);
      if (digits.length() <= AREA_AT_MOST && area(digits)) {
        before = piece;
        continue;
      }
      boolean read = !before.isEmpty() && one(before + " " + piece);
      before = "";
      if (!read && digits.length() > AREA_AT_MOST && !alone(piece, digits)) {
        smaller.accept(piece);
      }
    }
  }

  /** Reads a piece alone; a second number without an area code gets that of the first. */
  private boolean alone(String piece, String digits) {
    return one(piece) || Dialled.line(digits) && !area.isEmpty() && one(area + " " + piece);
  }

  private static boolean area(String digits) {
    Matcher written = AREA.matcher(digits);
    return written.matches() && (Dialled.area(written.group("area")) || digits.endsWith("55"));
  }

  private boolean one(String piece) {
    int plus = piece.indexOf('+');
    if (plus >= 0 && !only(piece.substring(0, plus)).isEmpty()) {
      return false;
    }
    Dialled dialled = twoInOne(piece).orElseGet(() -> Dialled.of(only(piece), plus >= 0));
    return take(lacksADigit(piece, dialled.line()) ? Dialled.no(Unreadable.TOO_SHORT) : dialled);
  }

  /**
   * Tells whether eight digits are grouped like the nine of a mobile: "98765-432" or "9 8765-432".
   * Here a digit is missing at an unknown place, so a ninth digit in front would make a wrong
   * number.
   */
  private static boolean lacksADigit(String piece, String line) {
    if (line.length() != OLDER || line.charAt(0) != '9') {
      return false;
    }
    boolean middle = false;
    boolean anywhere = false;
    int behind = 0;
    List<String> groups = GROUP.matcher(piece).results().map(MatchResult::group).toList();
    for (int at = groups.size() - 1; at >= 0 && behind < OLDER; at--) {
      anywhere |= behind > 0;
      middle |= behind == OLDER / 2;
      if (behind == OLDER - 1) {
        return true;
      }
      behind += groups.get(at).length();
    }
    return anywhere && !middle;
  }

  /** A whole number followed by a few digits: an extension, another ending, an hour. */
  private static Optional<Dialled> twoInOne(String piece) {
    List<String> groups = GROUP.matcher(piece).results().map(MatchResult::group).toList();
    int last = groups.size() - 1;
    if (last < 1 || groups.get(last).length() > 3) {
      return Optional.empty();
    }
    String before = String.join("", groups.subList(0, last));
    Dialled whole = Dialled.of(before, piece.indexOf('+') >= 0);
    return whole.number().isPresent()
        ? Optional.of(Dialled.no(Unreadable.TOO_LONG))
        : Optional.of(whole).filter(part -> part.reason() == Unreadable.NO_AREA_CODE);
  }

  private boolean take(Dialled dialled) {
    Optional<String> number = dialled.number();
    number.ifPresent(
        found -> {
          numbers.add(found);
          area = Phones.areaCode(found).orElse("");
        });
    if (number.isEmpty() && (reason == Unreadable.EMPTY || reason == Unreadable.TOO_SHORT)) {
      reason = dialled.reason();
    }
    return number.isPresent();
  }

  private static String only(String text) {
    return text.replaceAll("\\D", "");
  }
}
