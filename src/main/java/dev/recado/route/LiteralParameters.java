package dev.recado.route;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Lets the parameters of a Kamelet mean what they say.
 *
 * <p>Camel makes a URI of {@code uri} and {@code parameters} and reads it again: {@code 50% +
 * frete} becomes {@code 50% frete}, and what stands behind an {@code &} is another parameter. Texts
 * for customers hold such characters, so each value is wrapped in {@code RAW(…)}, which Camel takes
 * as it is. The file keeps its lines, so that errors still name the right one.
 */
public final class LiteralParameters {

  private LiteralParameters() {}

  public static String in(String yaml) {
    List<ScalarNode> values = new ArrayList<>();
    for (Node document :
        new Yaml(new SafeConstructor(new LoaderOptions())).composeAll(new StringReader(yaml))) {
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
    return value.getStartMark().getIndex();
  }

  private static void replace(StringBuilder yaml, ScalarNode value) {
    int end = value.getEndMark().getIndex();
    String lines = yaml.substring(start(value), end).replaceAll("[^\n]", "");
    yaml.replace(start(value), end, quoted(raw(value.getValue())) + lines);
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
