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
 * Lets the parameters of a Kamelet mean what they say.
 *
 * <p>Camel makes a URI of {@code uri} and {@code parameters} and reads it again: {@code 50% +
 * frete} becomes {@code 50% frete}, and what stands behind an {@code &} is another parameter. Texts
 * for customers hold such characters, so each value is wrapped in {@code RAW(…)}, which Camel takes
 * as it is. The file keeps its lines, so that errors still name the right one.
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

  /** Marks are there unless they are switched off; they count characters, of which some are two. */
  private static int index(Optional<Mark> mark) {
    return mark.orElseThrow().getIndex();
  }

  private static void replace(StringBuilder yaml, ScalarNode value) {
    int start = yaml.offsetByCodePoints(0, start(value));
    int end = yaml.offsetByCodePoints(0, index(value.getEndMark()));
    String lines = yaml.substring(start, end).replaceAll("[^\n]", "");
    yaml.replace(start, end, quoted(raw(value.getValue())) + lines);
  }

  /** Ends with whichever bracket the value itself does not close a parameter with. */
  private static String raw(String value) {
    return value.contains(")&") ? "RAW{" + value + "}" : "RAW(" + value + ")";
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }
}
