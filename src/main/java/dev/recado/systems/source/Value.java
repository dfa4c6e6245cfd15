package dev.recado.systems.source;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a source file with its place. What is wrong with it is reported and reading goes on,
 * so that a person sees all problems at once.
 */
final class Value {

  private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})(s|m|h|d)");

  private final Node node;
  private final Consumer<SourceProblem> problems;

  Value(Node node, Consumer<SourceProblem> problems) {
    this.node = node;
    this.problems = problems;
  }

  /** Reports what is wrong with this value. */
  void wrong(String message) {
    Optional<Mark> mark = node.getStartMark();
    problems.accept(
        new SourceProblem(
            mark.map(Mark::getLine).orElse(0) + 1,
            mark.map(Mark::getColumn).orElse(0) + 1,
            message));
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The entries of a map that may have only these names. */
  Map<String, Value> fields(Collection<String> known) {
    Map<String, Value> fields = new LinkedHashMap<>();
    entries()
        .forEach(
            (key, value) -> {
              String name = key.text();
              if (!known.contains(name)) {
                key.wrong(
                    "there is no field \"%s\" here; there are %s"
                        .formatted(name, String.join(", ", new TreeSet<>(known))));
              } else if (fields.put(name, value) != null) {
                key.wrong("\"%s\" is here twice".formatted(name));
              }
            });
    return fields;
  }

  /** The entries of a map with any names. */
  Map<Value, Value> entries() {
    Map<Value, Value> entries = new LinkedHashMap<>();
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        entries.put(
            new Value(entry.getKeyNode(), problems), new Value(entry.getValueNode(), problems));
      }
    } else {
      wrong("this must be a map (name: value)");
    }
    return entries;
  }

  /** The items of a list; a single value counts as a list of one. */
  List<Value> items() {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(item -> new Value(item, problems)).toList()
        : List.of(this);
  }

  /** The text; empty after a problem. */
  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    wrong("this must be a text");
    return "";
  }

  /** One of several words. */
  String word(Set<String> words) {
    return word(words, "");
  }

  /**
   * One of several words.
   *
   * @param orElse what is possible instead of a word, as the end of a sentence
   */
  String word(Set<String> words, String orElse) {
    String text = text();
    if (!words.contains(text)) {
      wrong(
          "\"%s\" is not possible here; write one of %s%s"
              .formatted(text, String.join(", ", new TreeSet<>(words)), orElse));
    }
    return text;
  }

  /** One of the names of an enum, in lower case with hyphens. */
  <E extends Enum<E>> @Nullable E constant(Class<E> type) {
    String text = text();
    TreeSet<String> names = new TreeSet<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    wrong("\"%s\" is not possible here; write one of %s".formatted(text, String.join(", ", names)));
    return null;
  }

  /** A length of time such as {@code 90s}, {@code 5m}, {@code 2h} or {@code 1d}. */
  @Nullable Duration length() {
    Matcher length = LENGTH.matcher(text());
    if (!length.matches() || Integer.parseInt(length.group(1)) == 0) {
      wrong("this must be a length of time such as 90s, 5m, 2h or 1d");
      return null;
    }
    long count = Long.parseLong(length.group(1));
    return switch (length.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
