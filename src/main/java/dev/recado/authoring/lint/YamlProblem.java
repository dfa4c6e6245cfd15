package dev.recado.authoring.lint;

import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Translates the errors of the YAML parser for authors of flows. */
final class YamlProblem {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("TAB", "a tab cannot indent YAML; use spaces"),
          Map.entry(
              "mapping values are not allowed",
              "a \":\" does not fit here; quote the text that holds it, or mend the indentation"),
          Map.entry("expected <block end>", "the indentation does not fit that of the lines above"),
          Map.entry("unexpected end of stream", "a quote is opened and never closed"),
          Map.entry("could not find expected ':'", "a key without \":\" stands here"),
          Map.entry("expected ',' or ']'", "a list in brackets lacks a \",\" or its \"]\""),
          Map.entry("expected ',' or '}'", "a map in braces lacks a \",\" or its \"}\""),
          Map.entry(
              "found unknown escape",
              "in double quotes a \"\\\" must be doubled, or use single quotes"),
          Map.entry("expected the node content", "a value is missing here"),
          Map.entry(
              "cannot start any token",
              "a value cannot begin with this character; put it in quotes"));

  private YamlProblem() {}

  static String of(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    String all = e.getContext() + " " + problem;
    if (problem.contains("TAB")) {
      return String.valueOf(WORDS.get("TAB"));
    }
    return WORDS.entrySet().stream()
        .filter(word -> all.contains(word.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("the YAML cannot be read: " + problem);
  }
}
