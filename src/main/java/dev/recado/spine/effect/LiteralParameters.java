package dev.recado.spine.effect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Keeps the parameters of a Kamelet as they are written.
 *
 * <p>Camel builds a URI from {@code uri} and {@code parameters} and parses it again: {@code 50% +
 * frete} becomes {@code 50% frete}, and the text after an {@code &} becomes another parameter.
 * Texts for customers hold such characters, so each value is wrapped in {@code RAW(…)}, which Camel
 * takes as it is. The lines of the file stay, so that errors still name the right line.
 */
final class LiteralParameters {

  private LiteralParameters() {}

  static String in(String yaml) {
    List<ScalarNode> values = new ArrayList<>();
    for (Node document : new Compose(LoadSettings.builder().build()).composeAllFromString(yaml)) {
      collect(document, values);
    }
    values.sort(Comparator.comparingInt(LiteralParameters::start).reversed());
    StringBuilder result = new StringBuilder(yaml);
    values.forEach(value -> replace(result, value));
    return result.toString();
  }

  private static void collect(Node node, List<ScalarNode> values) {
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(child -> collect(child, values));
    } else if (node instanceof MappingNode mapping) {
      if (callsKamelet(mapping)) {
        parameters(mapping, values);
      }
      mapping.getValue().forEach(entry -> collect(entry.getValueNode(), values));
    }
  }

  private static boolean callsKamelet(MappingNode mapping) {
    return mapping.getValue().stream()
        .anyMatch(entry -> key(entry).equals("uri") && text(entry).startsWith("kamelet:"));
  }

  private static void parameters(MappingNode call, List<ScalarNode> values) {
    for (NodeTuple entry : call.getValue()) {
      if (key(entry).equals("parameters") && entry.getValueNode() instanceof MappingNode map) {
        map.getValue().stream()
            .map(NodeTuple::getValueNode)
            .filter(ScalarNode.class::isInstance)
            .map(ScalarNode.class::cast)
            .filter(value -> !value.getValue().startsWith("RAW"))
            .forEach(values::add);
      }
    }
  }

  private static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String text(NodeTuple entry) {
    return entry.getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static int start(ScalarNode value) {
    return index(value.getStartMark());
  }

  /**
   * The parser sets marks unless that is switched off. They count code points, and some code points
   * take two chars.
   */
  private static int index(Optional<Mark> mark) {
    return mark.orElseThrow().getIndex();
  }

  private static void replace(StringBuilder yaml, ScalarNode value) {
    int start = yaml.offsetByCodePoints(0, start(value));
    int end = yaml.offsetByCodePoints(0, index(value.getEndMark()));
    String lines = yaml.substring(start, end).replaceAll("[^\n]", "");
    yaml.replace(start, end, quoted(raw(value.getValue())) + lines);
  }

  /** Chooses the bracket that the value itself does not close. */
  private static String raw(String value) {
    return value.contains(")&") ? "RAW{" + value + "}" : "RAW(" + value + ")";
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }
}
