package dev.recado.authoring.scaffold;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The text of a YAML file that has a map below one of its keys. An entry can be added to the map;
 * every other character of the file stays, with its comments.
 */
final class MapText {

  private final String text;
  private final MappingNode map;

  private MapText(String text, MappingNode map) {
    this.text = text;
    this.map = map;
  }

  /**
   * Finds the map.
   *
   * @param file the file's name, for messages
   * @param key the key of the map at the top of the file
   * @throws RefusedException if there is no such map, or not one with an entry on each line
   */
  static MapText of(String file, String text, String key) {
    try {
      Node root =
          new Compose(LoadSettings.builder().setUseMarks(true).build())
              .composeString(text)
              .orElse(null);
      return value(root, key)
          .filter(MappingNode.class::isInstance)
          .map(MappingNode.class::cast)
          .filter(map -> map.getFlowStyle() == FlowStyle.BLOCK && !map.getValue().isEmpty())
          .map(map -> new MapText(text, map))
          .orElseThrow(
              () ->
                  new RefusedException(
                      "%s has no map '%s' with an entry on each line, so nothing can be added to it."
                          .formatted(file, key)));
    } catch (YamlEngineException e) {
      throw new RefusedException(file + " is not YAML: " + e.getMessage());
    }
  }

  private static Optional<Node> value(@org.jspecify.annotations.Nullable Node node, String key) {
    return node instanceof MappingNode map
        ? map.getValue().stream()
            .filter(tuple -> name(tuple).equals(key))
            .map(NodeTuple::getValueNode)
            .findFirst()
        : Optional.empty();
  }

  private static String name(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** The texts in the list of each key, with the key; of equal texts the first counts. */
  Map<String, String> texts(UnaryOperator<String> folded) {
    Map<String, String> texts = new HashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      if (tuple.getValueNode() instanceof SequenceNode list) {
        list.getValue().stream()
            .filter(ScalarNode.class::isInstance)
            .map(item -> folded.apply(((ScalarNode) item).getValue()))
            .forEach(text -> texts.putIfAbsent(text, name(tuple)));
      }
    }
    return texts;
  }

  /** The keys of the map. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    map.getValue().forEach(tuple -> names.add(name(tuple)));
    return names;
  }

  /**
   * Adds an entry behind the last one.
   *
   * @param entry its lines, without indentation
   * @return the new text of the file
   */
  String with(List<String> entry) {
    NodeTuple last = map.getValue().get(map.getValue().size() - 1);
    String lineBreak = text.contains("\r\n") ? "\r\n" : "\n";
    String indentation = " ".repeat(column(last.getKeyNode()));
    int end = text.offsetByCodePoints(0, end(last.getValueNode()));
    int next = text.indexOf('\n', Math.max(0, end - 1));
    String before = next < 0 ? text + lineBreak : text.substring(0, next + 1);
    StringBuilder added = new StringBuilder(before);
    entry.forEach(line -> added.append(line.isEmpty() ? "" : indentation + line).append(lineBreak));
    return added.append(next < 0 ? "" : text.substring(next + 1)).toString();
  }

  private static int column(Node node) {
    return node.getStartMark().orElseThrow().getColumn();
  }

  /**
   * Counts the code points before the end of a node. A block ends where the next token begins, so
   * its last scalar says where its text ends.
   */
  private static int end(Node node) {
    if (node instanceof CollectionNode<?> some
        && some.getFlowStyle() == FlowStyle.BLOCK
        && !some.getValue().isEmpty()) {
      Object last = some.getValue().get(some.getValue().size() - 1);
      return end(last instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) last);
    }
    return node.getEndMark().orElseThrow().getIndex();
  }
}
