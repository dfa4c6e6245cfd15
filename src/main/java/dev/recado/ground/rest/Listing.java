package dev.recado.ground.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.recado.ground.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * One page of a table by {@code ?search=}, {@code ?ordering=}, {@code ?page=} and {@code
 * ?page_size=}, as Django REST Framework lists.
 *
 * <p>Each word of the search must be part of one of the searched columns, whatever its case and
 * accents. An ordering by an unknown field is ignored, as there.
 */
public final class Listing {

  private static final int USUAL = 20;
  private static final int MOST = 200;
  private static final int MOST_WORDS = 8;

  /** Fewer digits are a quantity or a size rather than a part of a phone or document. */
  private static final int LEAST_DIGITS = 4;

  private final String select;
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final List<String> searched = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();
  private final List<String> phones = new ArrayList<>();
  private final List<String> where = new ArrayList<>();
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private String usual = "id";

  private Listing(String select) {
    this.select = select;
  }

  /**
   * A page of the answer.
   *
   * @param count how many rows there are on all pages
   * @param next the address of the next page, or null
   * @param previous the address of the page before, or null
   * @param results the rows
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Results<T>(
      long count, @Nullable String next, @Nullable String previous, List<T> results) {}

  /**
   * Begins a listing.
   *
   * @param select a query in SQL for all rows, without an order; the other methods name its columns
   */
  public static Listing of(String select) {
    return new Listing(select);
  }

  /** Allows {@code ?ordering=} by a field: its name in the API, and its SQL. */
  public Listing field(String name, String column) {
    columns.put(name, column);
    return this;
  }

  /** Searches these columns of SQL. */
  public Listing searching(String... sql) {
    searched.addAll(List.of(sql));
    return this;
  }

  /** Searches these columns of SQL by their digits alone, however the number is typed. */
  public Listing searchingDigits(String... sql) {
    numbers.addAll(List.of(sql));
    return this;
  }

  /** Searches a column of phones by their digits, with or without Brazil's ninth digit. */
  public Listing searchingPhone(String sql) {
    phones.add(sql);
    return searchingDigits(sql);
  }

  /** Sets the order without {@code ?ordering=}, in SQL. It must name each row's place. */
  public Listing usually(String order) {
    usual = order;
    return this;
  }

  /**
   * Keeps only some rows, if the value is not null.
   *
   * @param condition SQL with {@code :name}
   * @param name of the parameter
   * @param value of the parameter, or null for all rows
   */
  public Listing only(String condition, String name, @Nullable Object value) {
    if (value != null) {
      where.add(condition);
      values.put(name, value);
    }
    return this;
  }

  /**
   * Reads a value by which a list is filtered, as Django's filters read it.
   *
   * @param asked the value of the parameter, or null
   * @return null, which filters nothing, for anything but {@code true}, {@code 1}, {@code false}
   *     and {@code 0}
   */
  public static @Nullable Boolean flag(@Nullable String asked) {
    return switch (asked == null ? "" : asked.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> null;
    };
  }

  /**
   * Reads a text by which a list is filtered.
   *
   * @param asked the value of the parameter, or null
   * @return null, which filters nothing, for a blank one
   */
  public static @Nullable String given(@Nullable String asked) {
    return asked == null || asked.isBlank() ? null : asked.strip();
  }

  /**
   * Reads a number by which a list is filtered.
   *
   * @param asked the value of the parameter, or null
   * @return null, which filters nothing, for a blank one; -1, which no row has, for what is no
   *     number
   */
  public static @Nullable Long number(@Nullable String asked) {
    String given = given(asked);
    if (given == null) {
      return null;
    }
    return given.matches("\\d{1,18}") ? Long.parseLong(given) : -1L;
  }

  /**
   * Reads the page that a request asks for.
   *
   * @param request its parameters count
   * @param jdbc the database
   * @param view makes an entry of a row
   * @throws Refusal with 404 if there is no such page
   */
  public <T> Results<T> page(HttpServletRequest request, JdbcClient jdbc, RowMapper<T> view) {
    search(request.getParameter("search"));
    String conditions = where.isEmpty() ? "" : " where " + String.join(" and ", where);
    int size = size(request.getParameter("page_size"));
    String rowsOf = select + ") listed" + conditions;
    long count =
        jdbc.sql("select count(*) from (" + rowsOf).params(values).query(Long.class).single();
    long page = number(request.getParameter("page"), count, size);
    List<T> rows =
        jdbc.sql(
                "select * from (%s order by %s limit %d offset %d"
                    .formatted(
                        rowsOf, order(request.getParameter("ordering")), size, (page - 1) * size))
            .params(values)
            .query(view)
            .list();
    boolean more = page * size < count;
    return new Results<>(
        count, more ? address(page + 1) : null, page > 1 ? address(page - 1) : null, rows);
  }

  private void search(@Nullable String asked) {
    if (asked == null || searched.isEmpty()) {
      return;
    }
    String words = asked.replace("\u0000", "").replace(',', ' ').strip();
    List<String> said =
        Arrays.stream(words.split("\\s+"))
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .toList();
    if (said.isEmpty()) {
      return;
    }
    boolean oneNumber = isNumber(words);
    List<String> each = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      each.add(word(said.get(i), "word" + i, !oneNumber));
    }
    String all = String.join(" and ", each);
    where.add(oneNumber ? "(" + all + number(words, "number") + ")" : all);
  }

  private String word(String word, String name, boolean alone) {
    values.put(name, "%" + word.replaceAll("([\\\\%_])", "\\\\$1") + "%");
    String any =
        searched.stream()
            .map(column -> "folded(%s) like folded(:%s)".formatted(column, name))
            .reduce((one, other) -> one + " or " + other)
            .orElseThrow();
    return "(" + any + (alone && isNumber(word) ? number(word, name + "digits") : "") + ")";
  }

  private String number(String typed, String name) {
    String digits = typed.replaceAll("\\D", "");
    StringBuilder or = new StringBuilder();
    for (String column : numbers) {
      values.put(name, "%" + digits + "%");
      or.append(" or regexp_replace(%s, '\\D', '', 'g') like :%s".formatted(column, name));
    }
    for (String column : phones) {
      values.put(name + "typed", typed);
      or.append(" or phone_match_key(%s) = phone_match_key(:%styped)".formatted(column, name));
    }
    return or.toString();
  }

  /** Whether a text is a phone or document as people write them. */
  private static boolean isNumber(String text) {
    return text.matches("[\\d\\s()+./-]+")
        && text.chars().filter(Character::isDigit).count() >= LEAST_DIGITS;
  }

  private String order(@Nullable String asked) {
    if (asked == null) {
      return usual;
    }
    List<String> order = new ArrayList<>();
    for (String one : asked.split(",", -1)) {
      boolean down = one.strip().startsWith("-");
      String column = columns.get(down ? one.strip().substring(1) : one.strip());
      if (column != null) {
        order.add(column + (down ? " desc nulls last" : " nulls first"));
      }
    }
    // The usual order decides among equals, so that no row is on two pages.
    order.add(usual);
    return String.join(", ", order);
  }

  private static int size(@Nullable String asked) {
    return asked != null && asked.matches("[1-9]\\d{0,8}")
        ? Math.min(MOST, Integer.parseInt(asked))
        : USUAL;
  }

  private static long number(@Nullable String asked, long count, int size) {
    long last = Math.max(1, (count + size - 1) / size);
    if (asked == null || asked.isEmpty()) {
      return 1;
    }
    if (asked.equals("last")) {
      return last;
    }
    long page = asked.matches("[1-9]\\d{0,8}") ? Long.parseLong(asked) : 0;
    if (page < 1 || page > last) {
      throw Refusal.missing("Página inválida.");
    }
    return page;
  }

  private static String address(long page) {
    return ServletUriComponentsBuilder.fromCurrentRequest()
        .replaceQueryParam("page", page)
        .toUriString();
  }
}
