package dev.recado.authoring.lint;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates n8n's expressions between double braces into the hub's notation. */
final class N8nExpression {

  /** Includes n8n's equals sign before the braces. Inner braces belong to its JavaScript. */
  static final Pattern PLACE = Pattern.compile("=?\\{\\{\\s*(\\$[\\s\\S]*?)\\s*}}");

  private static final Set<String> NOW = Set.of("$now", "$today");

  private static final Pattern FIELD =
      Pattern.compile(
          "(\\$json|\\$input\\.(?:item|first\\(\\)|last\\(\\))\\.json|\\$node\\[[^\\]]*]\\.json|\\$\\([^)]*\\)\\.(?:item|first\\(\\)|last\\(\\))\\.json|\\$env|\\$vars)"
              + "((?:\\??\\.[A-Za-z_]\\w*|\\??\\.?\\[(?:\"[^\"\\]]*\"|'[^'\\]]*'|\\d+)])+)");

  private static final Pattern KEY =
      Pattern.compile("\\.([A-Za-z_]\\w*)|\\[(?:\"([^\"]*)\"|'([^']*)'|(\\d+))]");

  private N8nExpression() {}

  /**
   * Returns the advice what to write instead.
   *
   * @param inner the text between the braces
   */
  static String advice(String inner) {
    String refusal = "\"%s\" is n8n's notation, which flows do not have; ".formatted(inner);
    return refusal
        + translation(inner)
            .map("write "::concat)
            .orElse("docs/flows.md shows for each node what to write instead");
  }

  private static Optional<String> translation(String inner) {
    if (NOW.contains(inner)) {
      return Optional.of("${date:now:yyyy-MM-dd}");
    }
    Matcher field = FIELD.matcher(inner);
    if (!field.matches()) {
      return Optional.empty();
    }
    String root = field.group(1);
    String keys = keys(field.group(2));
    if (root.equals("$env") || root.equals("$vars")) {
      String name = keys.substring(1, keys.length() - 1);
      return Optional.of(
          "{{recado.flow.%s}} and set RECADO_FLOW_%s in the environment"
              .formatted(name.toLowerCase(java.util.Locale.ROOT).replace('_', '-'), name));
    }
    if (root.startsWith("$node") || root.startsWith("$(")) {
      return Optional.of(
          "${variable.…%s}, and keep the answer of that step in a variable".formatted(keys));
    }
    return ofTheItem(keys);
  }

  /**
   * n8n's Webhook node keeps the posted body in a field, beside fields such as headers and query.
   */
  private static Optional<String> ofTheItem(String keys) {
    if (keys.matches("\\[(?:headers|query|params)].*")) {
      return Optional.empty();
    }
    return Optional.of("${body" + keys.replaceFirst("^\\[body]", "") + "}");
  }

  private static String keys(String path) {
    StringBuilder keys = new StringBuilder();
    Matcher key = KEY.matcher(path);
    while (key.find()) {
      for (int group = 1; group <= 4; group++) {
        if (key.group(group) != null) {
          keys.append('[').append(key.group(group)).append(']');
        }
      }
    }
    return keys.toString();
  }
}
