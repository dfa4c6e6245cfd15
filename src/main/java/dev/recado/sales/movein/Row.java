package dev.recado.sales.movein;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.simple.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One record of a file. A field that is absent, null or blank says nothing.
 *
 * @param file the name of the file
 * @param line where it begins, from 1
 * @param number which record of the file it is, from 1; 0 where the line says it
 * @param origin the other system: django, supabase or import
 * @param cells by plain names, see {@link Names#plain}
 */
record Row(String file, long line, long number, String origin, Map<String, JsonNode> cells) {

  static final BigDecimal MOST_MONEY = new BigDecimal("9999999.99");

  private static final Set<String> YES =
      Set.of("true", "t", "1", "sim", "s", "yes", "y", "verdadeiro", "ativo");
  private static final Set<String> NO =
      Set.of("false", "f", "0", "nao", "não", "n", "no", "falso", "inativo");

  /** The same row with other cells, for a part of it. */
  Row with(Map<String, JsonNode> others) {
    return new Row(file, line, number, origin, others);
  }

  /** Where it stands in its file: the line, or which record where lines do not tell. */
  long place() {
    return number == 0 ? line : number;
  }

  @Nullable JsonNode node(List<String> names) {
    for (String name : names) {
      JsonNode cell = cells.get(name);
      if (cell != null && !cell.isNull() && !(cell.isTextual() && cell.asText().isBlank())) {
        return cell;
      }
    }
    return null;
  }

  /** The name under which the file has a field, or the usual one. */
  String called(List<String> names) {
    return names.stream().filter(cells::containsKey).findFirst().orElse(names.get(0));
  }

  boolean has(List<String> names) {
    return node(names) != null;
  }

  @Nullable String text(List<String> names, int longest) {
    JsonNode cell = node(names);
    if (cell == null) {
      return null;
    }
    if (cell.isContainerNode()) {
      throw refuse(names, "é esperado um texto, e não uma lista ou um objeto");
    }
    String text = readable(names, cell).strip();
    if (text.indexOf('\0') >= 0) {
      throw refuse(names, "traz um caractere que não se pode guardar (NUL)");
    }
    if (text.length() > longest) {
      throw refuse(names, "tem mais de " + longest + " caracteres");
    }
    return text;
  }

  private String readable(List<String> names, JsonNode cell) {
    if (cell.isFloatingPointNumber() && !Double.isFinite(cell.doubleValue())) {
      throw refuse(names, "traz um número grande demais");
    }
    return cell.asText();
  }

  String required(List<String> names, int longest) {
    String text = text(names, longest);
    if (text == null) {
      throw refuse(names, "falta");
    }
    return text;
  }

  Refused refuse(List<String> names, String reason) {
    return new Refused(called(names), reason);
  }

  @Nullable String phone(List<String> names) {
    String written = text(names, 60);
    if (written == null) {
      return null;
    }
    PhoneReading reading = Phones.read(written);
    return reading
        .digits()
        .orElseThrow(
            () ->
                refuse(
                    names,
                    "'%s' não é um telefone (%s)".formatted(written, reading.reason().words())));
  }

  @Nullable Boolean flag(List<String> names) {
    String text = text(names, 40);
    if (text == null) {
      return null;
    }
    String plain = text.toLowerCase(java.util.Locale.ROOT);
    if (YES.contains(plain)) {
      return true;
    }
    if (NO.contains(plain)) {
      return false;
    }
    throw refuse(names, "'%s' não é sim nem não".formatted(text));
  }

  @Nullable Long whole(List<String> names, long least, long most) {
    String text = text(names, 40);
    if (text == null) {
      return null;
    }
    try {
      long value = new BigDecimal(text.replace(',', '.')).longValueExact();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw refuse(names, "'%s' não é um número inteiro".formatted(text));
    }
    throw refuse(names, "%s não está entre %d e %d".formatted(text, least, most));
  }

  @Nullable BigDecimal money(List<String> names) {
    String text = text(names, 40);
    JsonNode cell = node(names);
    return text == null || cell == null
        ? null
        : (cell.isNumber() ? Written.exact(cell.decimalValue()) : Written.amount(text))
            .filter(it -> it.signum() >= 0 && it.compareTo(MOST_MONEY) <= 0)
            .orElseThrow(
                () ->
                    refuse(
                        names,
                        "'%s' não é um valor entre 0 e %s, como 45,90"
                            .formatted(text, Money.write(MOST_MONEY, null))));
  }

  @Nullable Instant instant(List<String> names, ZoneId zone) {
    String text = text(names, 60);
    if (text == null) {
      return null;
    }
    Instant at =
        Written.instant(text, zone)
            .orElseThrow(
                () ->
                    refuse(
                        names,
                        "'%s' não é uma data, como 30/11/2026 14:00 ou 2026-11-30T14:00:00-03:00"
                            .formatted(text)));
    int year = at.atZone(zone).getYear();
    if (year < 1900 || year > 2200) {
      throw refuse(names, "'%s' não está entre os anos 1900 e 2200".formatted(text));
    }
    return at;
  }

  /** A list, or a text whose parts are separated by a bar, a semicolon or a comma. */
  @Nullable List<String> texts(List<String> names, int longest) {
    JsonNode cell = node(names);
    if (cell == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (cell.isArray()) {
      cell.forEach(one -> texts.add(readable(names, one)));
    } else {
      String text = required(names, 4000).replaceAll("^[\\[{]|[]}]$", "").replace("\"", "");
      texts.addAll(List.of(text.split("[|;,]")));
    }
    List<String> clean =
        texts.stream().map(String::strip).filter(one -> !one.isEmpty()).distinct().toList();
    if (clean.stream().anyMatch(one -> one.length() > longest)) {
      throw refuse(names, "tem um texto com mais de " + longest + " caracteres");
    }
    return clean;
  }

  /** Whether a text can only be an id: nothing is called so. */
  static boolean isId(String text) {
    return text.matches("\\d+|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  }

  /** Its id in the other system. */
  Optional<String> id(List<String> names) {
    return Optional.ofNullable(text(names, 200));
  }
}
