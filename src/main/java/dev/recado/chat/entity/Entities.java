package dev.recado.chat.entity;

import static java.util.Comparator.comparingInt;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads amounts, dates, documents and the like from a message, without a language model.
 *
 * <p>It reads texts as Brazilians write them in a chat: without accents, in words or digits.
 */
public final class Entities {

  /** The most characters that are read. A longer text was pasted, and its beginning is enough. */
  private static final int MOST_CHARACTERS = 4_000;

  /**
   * The finders, the most specific first: each keeps its words from the later ones.
   *
   * <p>So a CPF is no phone, {@code 100%} is no quantity, and {@code 15 reais} is no hour.
   */
  private static final List<Finder> FINDERS =
      List.of(
          new Emails(),
          new Documents(),
          new PhoneNumbers(),
          new Percents(),
          new Amounts(),
          new Installments(),
          new Dates(),
          new ClockTimes(),
          new Quantities());

  private Entities() {}

  /**
   * Finds all entities in a message.
   *
   * <p>A day without a year, a month or a date is the next such day. {@code 15/01} and {@code dia
   * 12} may be today, {@code sexta} written on a Friday is the one in seven days, {@code semana que
   * vem} is the next Monday.
   *
   * @param text a message, or null; only its first 4,000 characters are read
   * @param now when it was written
   * @param zone the time zone of its writer
   * @return the entities in the order of the text, never overlapping; empty if there are none
   */
  public static List<Entity> find(@Nullable String text, Instant now, ZoneId zone) {
    if (text == null) {
      return List.of();
    }
    String read = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    return in(new Reading(read, LocalDate.ofInstant(now, zone)));
  }

  static List<Entity> in(Reading reading) {
    List<Entity> found = new ArrayList<>();
    BitSet taken = new BitSet();
    for (Finder finder : FINDERS) {
      finder.in(reading).stream()
          .sorted(comparingInt(entity -> entity.start() - entity.end()))
          .filter(entity -> take(entity, taken))
          .forEach(found::add);
    }
    found.sort(comparingInt(Entity::start));
    return List.copyOf(found);
  }

  private static boolean take(Entity entity, BitSet taken) {
    int next = taken.nextSetBit(entity.start());
    boolean free = next < 0 || next >= entity.end();
    if (free) {
      taken.set(entity.start(), entity.end());
    }
    return free;
  }

  /**
   * Turns entities into values for flows and JSON, under Portuguese names.
   *
   * <p>{@code valor} ({@link BigDecimal} in reais, two decimals), {@code percentual} ({@link
   * BigDecimal}), {@code data} ({@code 2026-11-22}), {@code hora} ({@code 15:00}), {@code parcelas}
   * and {@code quantidade} ({@link Integer}), {@code cpf}, {@code cnpj}, {@code email} and {@code
   * telefone} (text), and {@code quando} ({@code 2026-11-22T15:00}, local) if there are both a date
   * and a time.
   *
   * @param entities the result of {@link #find}
   * @return the first of each kind; a missing kind has no key
   */
  public static Map<String, Object> facts(List<Entity> entities) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (Entity entity : entities) {
      facts.putIfAbsent(name(entity.type()), plain(entity.value()));
    }
    if (facts.containsKey("data") && facts.containsKey("hora")) {
      facts.put("quando", facts.get("data") + "T" + facts.get("hora"));
    }
    return Collections.unmodifiableMap(facts);
  }

  private static String name(Entity.Type type) {
    return switch (type) {
      case AMOUNT -> "valor";
      case PERCENT -> "percentual";
      case DATE -> "data";
      case TIME -> "hora";
      case INSTALLMENTS -> "parcelas";
      case CPF -> "cpf";
      case CNPJ -> "cnpj";
      case EMAIL -> "email";
      case PHONE -> "telefone";
      case QUANTITY -> "quantidade";
    };
  }

  private static Object plain(Object value) {
    return value instanceof LocalDate || value instanceof LocalTime ? value.toString() : value;
  }
}
