package dev.recado.spine.simple;

import dev.recado.spine.simple.Braces.Span;
import java.time.ZoneId;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A text of Simple in which the hub's functions and comparisons are replaced by places, such as
 * {@code ${aaaaaaah}}, and what stands for each place.
 *
 * <p>Camel 4.17 has no functions of one's own. Its parser looks a function up in the map of those
 * that it has read already, before it reads it: the places are in that map. A place is as long as
 * what it replaces, so that errors name the right character.
 */
final class Places {

  private static final Pattern OPERATOR = Pattern.compile("\\s+(>=|<=|==|!=|>|<)\\s+");
  private static final String NUMBER = "-?\\d+(?:\\.\\d+)?";
  private static final Pattern LITERAL =
      Pattern.compile("%1$s(?![\\w.])|'%1$s'|\"%1$s\"".formatted(NUMBER));
  private static final Pattern BEFORE =
      Pattern.compile("(?:(?<![\\w.'\"}-])%1$s|'%1$s'|\"%1$s\")$".formatted(NUMBER));
  private static final Pattern AHEAD = Pattern.compile("\\s+(>=|<=|==|!=|>|<)\\s+$");

  private final StringBuilder text;
  private final Map<String, Expression> known = new HashMap<>();
  private final Function<String, Expression> reader;

  private Places(String text, Function<String, Expression> reader) {
    this.text = new StringBuilder(text);
    this.reader = reader;
  }

  /**
   * Replaces the functions and the paths of keys, and in a predicate the comparisons.
   *
   * @param reader reads what stands in an argument or beside an operator
   * @param camel reads an expression as Camel does
   */
  static Places in(
      String text,
      boolean predicate,
      Function<String, Expression> reader,
      Function<String, Expression> camel,
      ZoneId zone) {
    Places places = new Places(text, reader);
    List<Span> spans = Braces.in(text);
    for (Span span : spans) {
      Call call = Call.in(text, span, reader, zone);
      Expression own = call == null ? Path.in(text, span, camel) : call;
      if (own != null) {
        places.put(span.start(), span.end(), own);
      }
    }
    if (predicate) {
      places.comparisons(spans);
    }
    return places;
  }

  boolean any() {
    return !known.isEmpty();
  }

  String text() {
    return text.toString();
  }

  /** For Camel's parser, which fills it, too: what it adds is forgotten. */
  Map<String, Expression> known() {
    return new AbstractMap<>() {
      @Override
      public @Nullable Expression get(Object function) {
        return known.get(function);
      }

      @Override
      public @Nullable Expression put(String function, Expression read) {
        return null;
      }

      @Override
      public Set<Entry<String, Expression>> entrySet() {
        return known.entrySet();
      }
    };
  }

  private void put(int start, int end, Expression expression) {
    String key = key(known.size(), end - start - "${}".length());
    known.put(key, expression);
    text.replace(start, end, "${" + key + "}");
  }

  /** Of letters, because Camel's parser takes digits for a number. */
  private static String key(int number, int length) {
    StringBuilder key = new StringBuilder(String.valueOf(number));
    for (int i = 0; i < key.length(); i++) {
      key.setCharAt(i, (char) ('a' + key.charAt(i) - '0'));
    }
    return "a".repeat(length - key.length()) + key;
  }

  private void comparisons(List<Span> spans) {
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (quoted(span)) {
        continue;
      }
      Matcher operator = OPERATOR.matcher(text).region(span.end(), text.length());
      if (operator.lookingAt()) {
        boolean next = i + 1 < spans.size() && spans.get(i + 1).start() == operator.end();
        Matcher literal = LITERAL.matcher(text).region(operator.end(), text.length());
        if (next) {
          Span other = spans.get(++i);
          compare(span, operator.group(1), other.start(), other.end());
        } else if (literal.useTransparentBounds(true).lookingAt()) {
          compare(span, operator.group(1), literal.start(), literal.end());
        }
      } else {
        mirrored(span);
      }
    }
  }

  /** {@code 1000 < ${body[total]}}. */
  private void mirrored(Span span) {
    Matcher operator = AHEAD.matcher(text).region(0, span.start());
    if (!operator.find()) {
      return;
    }
    Matcher literal = BEFORE.matcher(text).region(0, operator.start());
    if (literal.find()) {
      Expression number = side(literal.start(), literal.end());
      replace(literal.start(), span.end(), number, operator.group(1), side(span));
    }
  }

  private void compare(Span left, String operator, int start, int end) {
    replace(left.start(), end, side(left), operator, side(start, end));
  }

  private void replace(int start, int end, Expression a, String operator, Expression b) {
    boolean order = operator.startsWith("<") || operator.startsWith(">");
    boolean numbers = a instanceof Call x && x.number() || b instanceof Call y && y.number();
    if (order || numbers) {
      put(start, end, new Comparison(a, operator, b));
    }
  }

  private boolean quoted(Span span) {
    return span.start() > 0 && "'\"".indexOf(text.charAt(span.start() - 1)) >= 0;
  }

  private Expression side(Span span) {
    return side(span.start(), span.end());
  }

  /** One side: a place of this text, another function, or a number with or without quotes. */
  private Expression side(int start, int end) {
    String side = text.substring(start, end);
    if (!side.startsWith("$")) {
      return new Call.Fixed(side.replaceAll("['\"]", ""));
    }
    Expression own = known.get(side.substring(side.indexOf('{') + 1, side.length() - 1));
    return own == null ? reader.apply(side) : own;
  }
}
