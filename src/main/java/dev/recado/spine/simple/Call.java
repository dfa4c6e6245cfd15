package dev.recado.spine.simple;

import dev.recado.spine.simple.Braces.Span;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.language.simple.types.SimpleParserException;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A call of one of the hub's functions. Its arguments are read once, from the file: what they hold
 * for an event never becomes part of an expression.
 */
final class Call extends ExpressionAdapter {

  private static final Pattern SHAPE =
      Pattern.compile("(?s)\\s*([A-Za-z][A-Za-z0-9]*)\\s*\\((.*)\\)\\s*");

  /** A value as people write it who forget that it needs braces. */
  private static final Pattern BARE =
      Pattern.compile("(?:body|(?:header|variable|exchangeProperty)[.:])\\S*");

  private final Functions.Function function;
  private final List<Expression> arguments;
  private final ZoneId zone;

  private Call(Functions.Function function, List<Expression> arguments, ZoneId zone) {
    this.function = function;
    this.arguments = arguments;
    this.zone = zone;
  }

  /**
   * Reads a call.
   *
   * @param text of the whole expression, for the places of errors
   * @param span of the braces
   * @param reader reads the arguments
   * @return null if it calls none of the hub's functions
   */
  static @Nullable Call in(
      String text, Span span, Function<String, Expression> reader, ZoneId zone) {
    Matcher shape = SHAPE.matcher(text).region(span.inner(), span.end() - 1);
    Functions.Function function = shape.matches() ? Functions.named(shape.group(1)) : null;
    if (function == null) {
      return null;
    }
    List<Span> given = Braces.arguments(text, shape.start(2), shape.end(2));
    if (given.size() < function.least() || given.size() > function.most()) {
      throw new SimpleParserException(
          "%s takes %s, and here are %d".formatted(function.name(), count(function), given.size()),
          span.start());
    }
    List<Expression> arguments = new ArrayList<>();
    for (Span one : given) {
      arguments.add(argument(function, text, one, reader));
    }
    return new Call(function, arguments, zone);
  }

  private static String count(Functions.Function function) {
    return function.least() == function.most()
        ? function.least() + " arguments"
        : function.least() + " or " + function.most() + " arguments";
  }

  private static Expression argument(
      Functions.Function function, String text, Span span, Function<String, Expression> reader) {
    String argument = text.substring(span.start(), span.end());
    if (argument.isEmpty() || BARE.matcher(argument).matches()) {
      String value = argument.isEmpty() ? "body[field]" : argument;
      throw new SimpleParserException(
          "write the value with braces: ${%s(${%s})}".formatted(function.name(), value),
          span.start());
    }
    char first = argument.charAt(0);
    boolean quoted =
        argument.length() > 1
            && (first == '\'' || first == '"')
            && argument.indexOf(first, 1) == argument.length() - 1;
    String bare = quoted ? argument.substring(1, argument.length() - 1) : argument;
    try {
      return bare.contains("${") || bare.contains("$simple{")
          ? reader.apply(bare)
          : new Fixed(bare);
    } catch (SimpleIllegalSyntaxException e) {
      int before = span.start() + (quoted ? 1 : 0);
      throw new SimpleParserException(e.getShortMessage(), before + Math.max(0, e.getIndex()));
    }
  }

  /** Whether its result is a number, to be compared as one. */
  boolean number() {
    return function.name().equals("number");
  }

  @Override
  public void init(CamelContext context) {
    super.init(context);
    arguments.forEach(argument -> argument.init(context));
  }

  @Override
  public @Nullable Object evaluate(Exchange exchange) {
    List<@Nullable Object> values = new ArrayList<>();
    arguments.forEach(argument -> values.add(argument.evaluate(exchange, Object.class)));
    return function.call(values, zone);
  }

  @Override
  public String toString() {
    return function.name() + "(…)";
  }

  /** A text that is the same for each event. */
  static final class Fixed extends ExpressionAdapter {

    private final String text;

    Fixed(String text) {
      this.text = text;
    }

    @Override
    public Object evaluate(Exchange exchange) {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
