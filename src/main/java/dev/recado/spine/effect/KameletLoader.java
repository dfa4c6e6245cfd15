package dev.recado.spine.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.KameletRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads Kamelets as Camel does, but for the parameters of the Kamelets and effects that they call,
 * see {@link LiteralParameters}, and for the blanks around a property.
 *
 * <p>Camel takes the blanks around an expression away, and with them those of a value that is the
 * whole expression, as in {@code constant: "{{query}}"}.
 */
final class KameletLoader extends KameletRoutesBuilderLoader {

  private static final Set<String> EXPRESSIONS = Set.of("constant", "simple");
  private static final Pattern PROPERTY = Pattern.compile("\\{\\{[^{}]+}}");

  @Override
  protected RouteBuilder builder(YamlDeserializationContext context, Node file) {
    LiteralParameters.write(file);
    keepBlanks(file);
    return super.builder(context, file);
  }

  private static void keepBlanks(Node node) {
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(KameletLoader::keepBlanks);
    } else if (node instanceof MappingNode mapping) {
      List<NodeTuple> entries = new ArrayList<>();
      for (NodeTuple entry : mapping.getValue()) {
        entries.add(isProperty(entry) ? whole(entry) : entry);
        keepBlanks(entry.getValueNode());
      }
      mapping.setValue(entries);
    }
  }

  private static boolean isProperty(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode key
        && EXPRESSIONS.contains(key.getValue())
        && entry.getValueNode() instanceof ScalarNode value
        && PROPERTY.matcher(value.getValue()).matches();
  }

  private static NodeTuple whole(NodeTuple entry) {
    Node value = entry.getValueNode();
    MappingNode written =
        new MappingNode(
            Tag.MAP,
            true,
            List.of(
                new NodeTuple(scalar("expression", value), value),
                new NodeTuple(scalar("trim", value), scalar("false", value))),
            FlowStyle.BLOCK,
            value.getStartMark(),
            value.getEndMark());
    return new NodeTuple(entry.getKeyNode(), written);
  }

  private static ScalarNode scalar(String text, Node at) {
    return new ScalarNode(
        Tag.STR, true, text, ScalarStyle.DOUBLE_QUOTED, at.getStartMark(), at.getEndMark());
  }
}
