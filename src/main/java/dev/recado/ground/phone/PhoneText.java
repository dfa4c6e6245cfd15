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
 * Finds the numbers in what somebody wrote into a field for a phone: one or several, with remarks,
 * extensions, and whatever a keyboard or a copied page put between the digits.
 *
 * <p>Words end a number. So do a comma, a slash, a bar or a dash with blanks around, unless what
 * stands before is an area code. A number that could be two is none.
 */
final class PhoneText {

  /** Nothing that anybody sees, or marks on a digit such as those of a keycap. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{M}]+");

  private static final Pattern ACCOUNT =
      Pattern.compile(
          "(?i)^whatsapp:\\+?(?<twilio>\\d+)$"
              + "|^(?<jid>\\d+)(?::\\d+)?@(?:c\\.us|s\\.whatsapp\\.net)$");

  private static final Pattern LINK =
      Pattern.compile("(?i)\\S*(?:wa\\.me/|[?&]phone=)(?:\\+|%2B)?(\\d+)\\S*");
  private static final Pattern ADDRESS = Pattern.compile("\\S*@\\S*|\\S+://\\S*");

  /** Eleven digits as a mobile has them; only the dots and the dash tell. */
  private static final Pattern CPF = Pattern.compile("\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}(?!\\d)");

  /** "cel1", "tel2:", "1) ": the number of a number. */
  private static final Pattern ORDINAL =
      Pattern.compile("(?<=\\p{L})\\d(?=[\\s:)])|(?<![\\d(])\\d\\)|(?<!\\d)\\d[ªº°](?=\\s)");

  /** "DDD 11 Tel 98765-4321": the area code says itself what it is, whatever words follow. */
  private static final Pattern NAMED_AREA =
      Pattern.compile("(?i)\\bddd[^\\p{L}\\d]{0,4}0?(\\d{2})(?!\\d)\\D{0,25}(?=\\d)");

  /** "98765-4321 (DDD 11)", or a mobile and "(11)". */
  private static final Pattern AREA_LAST =
      Pattern.compile(
          "(?i)^(?<before>\\D*)(?:"
              + "(?<line>\\d[\\d .-]{6,10}\\d)[^\\p{L}\\d]{0,4}ddd[^\\p{L}\\d]{0,4}0?(?<area>\\d{2})(?!\\d)"
              + "|(?<mobile>9[ .]?\\d{4}[ .-]?\\d{4}) ?\\(0?(?<bare>\\d{2})\\)$)");

  private static final Pattern OPTIONAL_ZERO = Pattern.compile("\\(0\\)");

  /** From the first digit, its plus and bracket to the next word. */
  private static final Pattern RUN = Pattern.compile("[+(\\[]*\\d[^\\p{L}\\n]*");

  /** Also before a plus, and before a bracket once a number may have ended. */
  private static final Pattern END =
      Pattern.compile("[|,;/]|(?<=\\d)\\s*(?=\\+)|(?<=\\d{4}\\s{0,3})(?=\\()");

  private static final Pattern DASH = Pattern.compile("\\s-+\\s");
  private static final Pattern GROUP = Pattern.compile("\\d+");

  /** As customers are kept, and most are asked for: there is nothing to take away or to part. */
  private static final Pattern NOTHING_ELSE = Pattern.compile("[0-9]+");

  /** An area code alone, after a country, a trunk zero or the company that carries the call. */
  private static final Pattern AREA =
      Pattern.compile("(?:0{0,2}55|0?)0?(?:\\d\\d)?(?<area>\\d\\d)");

  private static final int AREA_AT_MOST = 6;

  /** Digits of a line without the ninth. */
  private static final int OLDER = 8;

  private final List<String> numbers = new ArrayList<>();
  private String area = "";
  private Unreadable reason = Unreadable.EMPTY;

  private PhoneText() {}

  /** Reads it. */
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

  /** Digits of other scripts, and every dash and blank of Unicode, as the keyboard has them. */
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

  /** An area code belongs to the piece that follows it. */
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

  /** The second number of a field is of the same place as the first where it does not say so. */
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
   * Whether eight digits are parted as the nine of a mobile are: "98765-432" or "9 8765-432". They
   * are no older mobile, and the digit that would be added is not the one that was left out.
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

  /** A whole number, and then a few digits more: an extension, a second ending, an hour. */
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
