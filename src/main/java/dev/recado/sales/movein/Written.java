package dev.recado.sales.movein;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts and times as files have them, Brazilian or technical. */
final class Written {

  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2})(?::|h)(\\d{2})?(?::(\\d{2})(?:[.,]\\d+)?)?h?");
  private static final Pattern STAMP =
      Pattern.compile(
          "(?:(?<y>\\d{4})[-/](?<m>\\d{1,2})[-/](?<d>\\d{1,2})|(?<d2>\\d{1,2})[-/.](?<m2>\\d{1,2})[-/.](?<y2>\\d{4}))"
              + "(?:[T ]+(?:às )?(?<time>\\d{1,2}(?::|h)[\\d:.,]*h?)\\s*(?<zone>Z|UTC|[+-]\\d{2}(?::?\\d{2})?)?)?");
  private static final Pattern BRAZILIAN =
      Pattern.compile("-?\\d{1,3}(\\.\\d{3})+(,\\d{1,2})?|-?\\d+,\\d{1,2}");
  private static final Pattern ENGLISH =
      Pattern.compile("-?\\d{1,3}(,\\d{3})+\\.\\d{1,2}|-?\\d{1,3}(,\\d{3}){2,}");
  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d+)?");

  private Written() {}

  /** An amount in reais; empty if it is none, or has fractions of a cent. */
  static Optional<BigDecimal> amount(String text) {
    String bare = text.replaceAll("(?i)R\\$|[\\s\\u00a0]", "");
    String plain;
    if (BRAZILIAN.matcher(bare).matches()) {
      plain = bare.replace(".", "").replace(',', '.');
    } else if (ENGLISH.matcher(bare).matches()) {
      plain = bare.replace(",", "");
    } else if (PLAIN.matcher(bare).matches()) {
      plain = bare;
    } else {
      return Optional.empty();
    }
    return exact(new BigDecimal(plain));
  }

  /** The same of a number; in a text, a point before three digits separates thousands. */
  static Optional<BigDecimal> exact(BigDecimal number) {
    BigDecimal exact = number.stripTrailingZeros();
    return exact.scale() > 2 ? Optional.empty() : Optional.of(exact.setScale(2));
  }

  /** A moment; without a zone it is in the business's. */
  static Optional<Instant> instant(String text, ZoneId zone) {
    Matcher it = STAMP.matcher(text.strip());
    if (!it.matches()) {
      return Optional.empty();
    }
    try {
      boolean iso = it.group("y") != null;
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(it.group(iso ? "y" : "y2")),
              Integer.parseInt(it.group(iso ? "m" : "m2")),
              Integer.parseInt(it.group(iso ? "d" : "d2")));
      String time = it.group("time");
      Optional<LocalTime> hour = time == null ? Optional.of(LocalTime.MIDNIGHT) : time(time);
      String offset = it.group("zone");
      ZoneId in = offset == null ? zone : offset(offset);
      return hour.map(at -> LocalDateTime.of(day, at).atZone(in).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZoneId offset(String text) {
    return text.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(text);
  }

  /** A time of day, such as 14:00, 14:00:00 or 14h. */
  static Optional<LocalTime> time(String text) {
    Matcher it = TIME.matcher(text.strip());
    if (!it.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalTime.of(number(it.group(1)), number(it.group(2)), number(it.group(3))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
