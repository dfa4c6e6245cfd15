package dev.recado.authoring.lint;

import java.util.Set;

/**
 * An expression in a language of Camel.
 *
 * @param language such as {@code simple}
 * @param key the key that names the language, for its place
 * @param owner the step or option it belongs to, such as {@code setHeader} or {@code when}
 * @param text the text of the expression
 */
record Expression(String language, Yaml.Text key, String owner, Spot text) {

  private static final Set<String> PREDICATES =
      Set.of(
          "when",
          "filter",
          "validate",
          "onWhen",
          "retryWhile",
          "handled",
          "continued",
          "completionPredicate",
          "loopDoWhile");

  boolean predicate() {
    return PREDICATES.contains(owner);
  }
}
