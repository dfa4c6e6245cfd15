package dev.recado.spine.camel;

import dev.recado.spine.simple.Functions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Simple expression may use: values of the event, its variables and headers, and functions
 * that compute with them.
 *
 * <p>Everything else reaches files, the environment, beans or classes. A function of a later Camel
 * is refused until it is named here.
 */
public final class SimpleRights {

  /** Functions that take values and give values. */
  private static final Set<String> RECKON =
      Set.of(
          "camelId",
          "collate",
          "date",
          "date-with-timezone",
          "empty",
          "exchangeId",
          "fromRouteId",
          "hash",
          "id",
          "iif",
          "join",
          "list",
          "map",
          "messageTimestamp",
          "null",
          "pretty",
          "prettyBody",
          "bodyOneLine",
          "random",
          "replace",
          "routeGroup",
          "routeId",
          "skip",
          "stepId",
          "substring",
          "uuid");

  /**
   * Keys in brackets, and the methods for length and size. Any other method could lead to a class.
   */
  private static final String KEYS =
      "(?:\\??\\[[^\\[\\]]*]|\\??\\.(?:size|length|isEmpty)(?:\\(\\))?)*\\??";

  private static final Pattern ONLY_KEYS = Pattern.compile(KEYS);

  private static final String NAME = "[A-Za-z0-9_-]+(?::[A-Za-z0-9_-]+)?";

  private static final Pattern VALUE =
      Pattern.compile(
          ("(?:body|headers|variables|exception|exception\\.message"
                  + "|(?:header|variable|exchangeProperty)(?:[.:]%1$s|\\[%1$s])"
                  + "|(?:bodyAs|mandatoryBodyAs|bodyAsIndex)\\((?<type>[^(),]*)\\)"
                  + "|(?:headerAs|variableAs|exchangePropertyAs)\\(%1$s\\s*,(?<kind>[^(),]*)\\)"
                  + ")%2$s")
              .formatted(NAME, KEYS));

  /** A path with dots, as in other languages. A part with arguments is a call and no path. */
  private static final Pattern DOTTED =
      Pattern.compile("(?:in\\.)?(body|(?:header|variable|exchangeProperty)\\.[\\w-]+)([^(){}]+)");

  private static final Pattern STEP = Pattern.compile("\\??\\[([^\\[\\]]*)]|\\??\\.([^.?\\[]+)");

  private static final Pattern OPENING = Pattern.compile("\\$[A-Za-z]*\\{");
  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  private SimpleRights() {}

  /**
   * Looks for a forbidden part of an expression.
   *
   * @param text a Simple expression or predicate
   * @return the first refused part; empty if all is allowed
   */
  public static Optional<Refusal> refusal(String text) {
    if (text.strip().startsWith("resource:")) {
      return Optional.of(
          new Refusal(0, "an expression is not read from a file; write it here as it is"));
    }
    Matcher opening = OPENING.matcher(text);
    while (opening.find()) {
      String inner = inner(text, opening.end());
      if (!allowed(inner)) {
        return Optional.of(new Refusal(opening.start(), words(inner)));
      }
    }
    return Optional.empty();
  }

  /** Whether a text is a path of keys in brackets and methods for length and size. */
  static boolean keys(String path) {
    return ONLY_KEYS.matcher(path).matches();
  }

  private static boolean allowed(String inner) {
    // A nested expression is checked separately, and gives a value.
    String flat = flat(inner).strip();
    Matcher value = VALUE.matcher(flat);
    if (value.matches()) {
      return type(value.group("type")) && type(value.group("kind"));
    }
    Matcher function = FUNCTION.matcher(flat);
    return function.lookingAt()
        && (RECKON.contains(function.group()) || Functions.names().contains(function.group()))
        && (function.end() == flat.length() || "(:".indexOf(flat.charAt(function.end())) >= 0);
  }

  private static boolean type(@org.jspecify.annotations.Nullable String name) {
    return name == null || FlowRights.type(name.strip());
  }

  private static String inner(String text, int from) {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '{') {
        depth++;
      } else if (text.charAt(i) == '}' && --depth == 0) {
        return text.substring(from, i);
      }
    }
    return text.substring(from);
  }

  private static String flat(String inner) {
    StringBuilder flat = new StringBuilder();
    Matcher opening = OPENING.matcher(inner);
    int at = 0;
    while (opening.find(at)) {
      flat.append(inner, at, opening.start()).append('x');
      at = Math.min(inner.length(), opening.end() + inner(inner, opening.end()).length() + 1);
    }
    return flat.append(inner.substring(at)).toString();
  }

  private static String words(String inner) {
    Matcher function = FUNCTION.matcher(inner.strip());
    String name = function.lookingAt() ? function.group() : inner.strip();
    String instead =
        switch (name) {
          case "properties", "propertiesExist" ->
              "; write {{recado.flow.…}}, a setting of your own";
          case "sysenv", "env", "sys" ->
              "; a flow does not read the environment: write {{recado.flow.…}}"
                  + " and set RECADO_FLOW_… there";
          case "bean", "ref" -> "; call a bean of the hub by \"method:\" or through its Kamelet";
          case "in", "body", "header", "variable", "exchangeProperty", "headers", "variables" ->
              "; write " + bracketed(inner.strip());
          case "substringBefore", "substringAfter", "substringBetween" ->
              "; write ${before(…)} or ${after(…)}, functions of the hub";
          case "toJson", "jsonpath", "jq" ->
              "; a parameter json of http-call takes a tree, and ${find(…)} looks into a list";
          default -> "; see \"Functions\" and \"What a flow may read\" in docs/flows.md";
        };
    return "a flow may not use \"${%s}\"%s".formatted(inner.strip(), instead);
  }

  /** Writes the path as Simple reads it from maps and lists. */
  private static String bracketed(String path) {
    Matcher dotted = DOTTED.matcher(path);
    if (!dotted.matches()) {
      return "keys in brackets, such as ${body[name]}";
    }
    StringBuilder keys = new StringBuilder("${").append(dotted.group(1));
    Matcher step = STEP.matcher(dotted.group(2));
    while (step.find()) {
      String key = step.group(1) == null ? step.group(2) : step.group(1);
      keys.append('[').append(key.strip()).append(']');
    }
    return keys.append('}').toString();
  }
}
