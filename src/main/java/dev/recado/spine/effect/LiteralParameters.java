package dev.recado.spine.effect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Keeps the parameters of Kamelets and effects as they are written.
 *
 * <p>Camel builds a URI from {@code uri} and {@code parameters} and parses it again: {@code 50% +
 * frete} becomes {@code 50% frete}, and lines are glued together. So each value is written as
 * {@link LiteralText}, and a tree as {@link LiteralTree}. {@link LiteralPlaceholders} and {@link
 * EffectComponent} read them. The nodes keep their places, so that errors name the right line.
 */
final class LiteralParameters {

  private static final Pattern SCHEME = Pattern.compile("(kamelet|effect):.*");

  /** Camel's way to pass a Kamelet's property on. Here every parameter is passed on like that. */
  private static final Pattern PASSED_ON = Pattern.compile("RAW[({](\\{\\{[^{}]+}})[)}]");

  /** A parameter that Camel leaves out if the Kamelet's property has no value. */
  private static final Pattern OPTIONAL = Pattern.compile("\\{\\{\\?[^{}]+}}");

  /** What an anchor names is written once, however often it stands in the file. */
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private LiteralParameters() {}

  /** Changes the parameters in a file. */
  static void write(Node file) {
    new LiteralParameters().search(file);
  }

  private void search(Node node) {
    if (!seen.add(node)) {
      return;
    }
    if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::search);
    } else if (node instanceof MappingNode mapping) {
      call(mapping);
      mapping.getValue().forEach(entry -> search(entry.getValueNode()));
    }
  }

  private void call(MappingNode mapping) {
    boolean calls = false;
    for (NodeTuple entry : mapping.getValue()) {
      calls |= key(entry).equals("uri") && SCHEME.matcher(text(entry)).matches();
      if (key(entry).equals("kamelet") && entry.getValueNode() instanceof MappingNode step) {
        parameters(step);
      }
    }
    if (calls) {
      parameters(mapping);
    }
  }

  private void parameters(MappingNode call) {
    for (NodeTuple entry : call.getValue()) {
      if (key(entry).equals("parameters")
          && entry.getValueNode() instanceof MappingNode map
          && seen.add(map)) {
        List<NodeTuple> written = new ArrayList<>();
        map.getValue().forEach(parameter -> written.add(written(parameter)));
        map.setValue(written);
      }
    }
  }

  private static NodeTuple written(NodeTuple parameter) {
    Node value = parameter.getValueNode();
    String text =
        value instanceof ScalarNode scalar
            ? scalar(scalar.getValue())
            : "RAW(" + LiteralText.MARK + LiteralTree.of(value) + ")";
    Node written =
        new ScalarNode(
            Tag.STR,
            true,
            text,
            ScalarStyle.DOUBLE_QUOTED,
            value.getStartMark(),
            value.getEndMark());
    return new NodeTuple(parameter.getKeyNode(), written);
  }

  private static String scalar(String value) {
    Matcher passed = PASSED_ON.matcher(value);
    String text = passed.matches() ? passed.group(1) : value;
    if (OPTIONAL.matcher(text).matches()) {
      return text + LiteralText.MARK;
    }
    String written = LiteralText.withPlaceholders(text);
    boolean plain = written.equals(text) && !text.contains("{{") && text.indexOf('\\') < 0;
    return "RAW(" + (plain ? "" : LiteralText.MARK) + written + ")";
  }

  private static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String text(NodeTuple entry) {
    return entry.getValueNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
