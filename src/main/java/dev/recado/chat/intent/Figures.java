package dev.recado.chat.intent;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** The claims that are written in digits, and addresses. Any other digit is a claim too. */
final class Figures {

  private static final String NUMBER = "\\d(?:[\\d.,]*\\d)?";
  private static final String REAIS = "(?:reais|real|contos?|pilas?|paus|mangos)\\b";
  private static final String TIME =
      "\\d{1,2}(?::\\d{2}|\\s?h(?:oras?|rs?)?\\b(?:\\s?\\d{2}\\b)?|h\\d{2}\\b)";

  static final List<Claim> KINDS =
      List.of(
          // Addresses and keys
          Claim.of("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"),
          Claim.of("[^\\s|]*@[^\\s|]*", m -> bare(m.group())),
          Claim.of("(?:https?:|www\\.)[^\\s|]+", Figures::address),
          Claim.of("[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{2,}(?:[/?:][^\\s|]*)?", Figures::address),
          Claim.of("\\.(?:com|net|org|br|io)\\b"),
          Claim.of("\\b(?:ponto|dot) (?:com|br|net|org|io)\\b|\\barroba\\b"),
          Claim.of("[a-z-]{31,}"),
          // Dates
          Claim.of(
              "\\b(\\d{4})-(\\d{2})-(\\d{2})(?:t[\\d:.]+(?:z|[+-]\\d{2}:?\\d{2})?)?",
              m -> date(m.group(3), m.group(2), m.group(1))),
          Claim.of(
              "(?<![\\d/])(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?(?![\\d/])", Figures::date),
          Claim.of("(?<![\\d.-])(\\d{1,2})[.-](\\d{1,2})[.-](\\d{4})(?![\\d.-])", Figures::date),
          // Amounts
          Claim.of(
              "(?:r ?\\$|\\$|\\bbrl\\b)\\s*(" + NUMBER + ")( (?:mil|milh\\w+))?", Figures::money),
          Claim.of("\\b(" + NUMBER + ")\\s*" + REAIS, Figures::money),
          Claim.of(
              "(?<![\\d.,/:-])(\\d+(?:\\.\\d{3})*[.,]\\d{2})(?![\\d.,/:%-]*\\d|\\s?%)",
              Figures::money),
          // Shares and instalments
          Claim.of("\\b(" + NUMBER + ")\\s*(?:%|por ?cento\\b)", m -> plain(m.group(1)) + "%"),
          Claim.of("%|\\bpor ?cento\\b"),
          Claim.of(
              "\\b(\\d+)\\s*(?:x\\b|vezes\\b|parcel\\w+|prestac\\w+)",
              m -> plain(m.group(1)) + "x"),
          // Times; a range is one claim, so that neither of its ends is a claim
          Claim.of(
              "\\b(" + TIME + "|\\d{1,2})\\s*(?:as|a|ate as|ate|e|-|–)\\s*(" + TIME + ")",
              m -> time(m.group(1)) + "-" + time(m.group(2))),
          Claim.of("\\b" + TIME, m -> time(m.group())),
          // Documents, phones, and whatever else has a digit
          Claim.of("[+(]?\\d(?:[ ().\\-/]{0,2}\\d){7,}", m -> m.group().replaceAll("\\D", "")),
          Claim.of("[^\\s|]*\\d[^\\s|]*", m -> bare(m.group())));

  private Figures() {}

  private static String bare(String token) {
    return token.replaceAll("^[^a-z0-9+@]+|[^a-z0-9@]+$", "");
  }

  private static String address(MatchResult match) {
    return bare(match.group()).replaceFirst("^https?:/*", "").replaceFirst("^www\\.", "");
  }

  private static String date(MatchResult match) {
    return date(match.group(1), match.group(2), match.group(3));
  }

  private static String date(String day, String month, @Nullable String year) {
    String inYear = Integer.parseInt(day) + "/" + Integer.parseInt(month);
    if (year == null) {
      return inYear;
    }
    return inYear + "/" + (year.length() == 2 ? "20" + year : year);
  }

  private static String money(MatchResult match) {
    String factor = match.groupCount() > 1 && match.group(2) != null ? match.group(2) : "";
    return "R$" + plain(match.group(1)) + factor;
  }

  /** Removes the point before exactly three digits, which marks thousands in Brazil. */
  private static String plain(String number) {
    boolean brazilian = number.contains(",") || number.matches("\\d{1,3}(\\.\\d{3})+");
    String digits = brazilian ? number.replace(".", "").replace(',', '.') : number;
    try {
      return new BigDecimal(digits).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException notOne) {
      return number;
    }
  }

  private static String time(String text) {
    String[] parts = text.replaceAll("\\D+", " ").strip().split(" ", 2);
    return Integer.parseInt(parts[0]) + "h" + (parts.length > 1 ? parts[1] : "00");
  }
}
