package dev.recado.spine.simple;

import dev.recado.spine.simple.Numbers.Notation;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hub's own functions of Simple, such as {@code ${money(${body[total]})}}.
 *
 * <p>A missing or blank first value gives null, which is an empty place in a text.
 */
public final class Functions {

  private static final Map<String, Function> ALL = new TreeMap<>();

  static {
    put("money", 2, (given, zone) -> Money.write(given.value(), given.second()));
    put("number", 2, (given, zone) -> Numbers.read("number", given.value(), notation(given)));
    put("date", 1, (given, zone) -> Days.date(given.value(), zone));
    put("time", 1, (given, zone) -> Days.time(given.value(), zone));
    put("weekday", 1, (given, zone) -> Days.weekday(given.value(), zone));
    put("firstName", 1, (given, zone) -> Words.firstName(given.text("firstName")));
    put("digits", 1, (given, zone) -> Words.digits(given.text("digits")));
    put("uppercase", 1, (given, zone) -> given.text("uppercase").toUpperCase(Locale.ROOT));
    put("lowercase", 1, (given, zone) -> given.text("lowercase").toLowerCase(Locale.ROOT));
    put("trim", 1, (given, zone) -> given.text("trim"));
    put("truncate", 2, 2, (given, zone) -> Words.truncate(given.text("truncate"), given.second()));
    put("default", 2, 2, (given, zone) -> given.value());
    put("before", 2, 2, (given, zone) -> Words.before(given.text("before"), given.at(1)));
    put("after", 2, 2, (given, zone) -> Words.after(given.text("after"), given.at(1)));
    put(
        "find",
        4,
        4,
        (given, zone) -> Lists.find(given.value(), given.at(1), given.at(2), given.at(3)));
  }

  private Functions() {}

  /** What a function does with a first value that is there. */
  private interface Work {
    @Nullable Object with(Given given, ZoneId zone);
  }

  /**
   * A function.
   *
   * @param name as it is written
   * @param least the least number of arguments
   * @param most the greatest number of arguments
   */
  record Function(String name, int least, int most, Work work) {

    @Nullable Object call(List<@Nullable Object> arguments, ZoneId zone) {
      Object first = arguments.get(0);
      if (first == null || first instanceof CharSequence text && text.toString().isBlank()) {
        return name.equals("default") ? arguments.get(1) : null;
      }
      return work.with(new Given(first, arguments), zone);
    }
  }

  /**
   * What a call is given.
   *
   * @param value the first argument
   * @param arguments all of them
   */
  private record Given(Object value, List<@Nullable Object> arguments) {

    @Nullable Object second() {
      return arguments.size() > 1 ? arguments.get(1) : null;
    }

    String at(int index) {
      return Objects.toString(arguments.get(index), "");
    }

    String text(String function) {
      if (value instanceof CharSequence || value instanceof Number) {
        return value.toString().strip();
      }
      throw UnusableValueException.kind(function, "um texto", value);
    }
  }

  private static void put(String name, int most, Work work) {
    put(name, 1, most, work);
  }

  private static void put(String name, int least, int most, Work work) {
    ALL.put(name, new Function(name, least, most, work));
  }

  private static Notation notation(Given given) {
    String named = Objects.toString(given.second(), "").toLowerCase(Locale.ROOT);
    return switch (named) {
      case "" -> Notation.EITHER;
      case "br" -> Notation.BR;
      case "en" -> Notation.EN;
      default ->
          throw UnusableValueException.because(
              "A função 'number' não conhece a notação '%s': escreva br ou en".formatted(named));
    };
  }

  /**
   * Lists the names of the functions.
   *
   * @return in order
   */
  public static Set<String> names() {
    return ALL.keySet();
  }

  static @Nullable Function named(String name) {
    return ALL.get(name);
  }
}
