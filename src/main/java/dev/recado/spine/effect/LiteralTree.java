package dev.recado.spine.effect;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.json.Jsoner;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes a parameter that is a tree of YAML as one text, and reads it again.
 *
 * <p>The structure is written between the brackets of {@link LiteralText}, and the texts in it are
 * written as {@link LiteralText}: what a placeholder puts into one of them can never be structure.
 */
final class LiteralTree {

  private static final String MAP = sign('{');
  private static final String MAP_END = sign('}');
  private static final String LIST = sign('[');
  private static final String LIST_END = sign(']');
  private static final String KEY_END = sign('=');
  private static final String ENTRY_END = sign(',');

  /** Before a number, {@code true}, {@code false} or {@code null}. */
  private static final String PLAIN = sign('#');

  private static final Set<Tag> PLAIN_TAGS = Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);
  private static final int DEEPEST = 100;

  private final String written;
  private int at;

  private LiteralTree(String written, int at) {
    this.written = written;
    this.at = at;
  }

  private static String sign(char sign) {
    return "" + LiteralText.OPEN + sign + LiteralText.CLOSE;
  }

  /**
   * Writes a tree.
   *
   * @throws IllegalArgumentException if it is nested too deeply; an anchor inside itself is
   */
  static String of(Node node) {
    StringBuilder written = new StringBuilder();
    write(node, written, 0);
    return written.toString();
  }

  private static void write(Node node, StringBuilder written, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("A parameter is nested more than " + DEEPEST + " deep");
    }
    if (node instanceof MappingNode map) {
      written.append(MAP);
      for (NodeTuple entry : map.getValue()) {
        String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
        written.append(LiteralText.of(key)).append(KEY_END);
        write(entry.getValueNode(), written, depth + 1);
        written.append(ENTRY_END);
      }
      written.append(MAP_END);
    } else if (node instanceof SequenceNode list) {
      written.append(LIST);
      for (Node item : list.getValue()) {
        write(item, written, depth + 1);
        written.append(ENTRY_END);
      }
      written.append(LIST_END);
    } else if (node instanceof ScalarNode scalar) {
      written.append(scalar(scalar));
    }
  }

  private static String scalar(ScalarNode scalar) {
    String value = scalar.getValue();
    if (!PLAIN_TAGS.contains(scalar.getTag()) || value.startsWith(".") || value.startsWith("-.")) {
      return LiteralText.withPlaceholders(value);
    }
    return PLAIN + (scalar.getTag().equals(Tag.NULL) ? "null" : value);
  }

  /**
   * Reads a parameter.
   *
   * @return a text; or a tree of maps and lists with texts, numbers, booleans and nulls
   */
  static Object read(String written) {
    LiteralTree tree = new LiteralTree(written, 0);
    while (tree.skip(LiteralText.MARK)) {
      // The mark says only that something is written.
    }
    Object value = tree.begins(MAP) || tree.begins(LIST) ? tree.value() : null;
    return value == null || !LiteralText.read(written.substring(tree.at)).isEmpty()
        ? asText(written)
        : value;
  }

  /** Reads a text in which each tree becomes JSON. */
  static String asText(String written) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int at = tree(written, from); at >= 0; at = tree(written, from)) {
      text.append(LiteralText.read(written.substring(from, at)));
      LiteralTree tree = new LiteralTree(written, at);
      text.append(Jsoner.serialize(tree.value()));
      from = tree.at;
    }
    return text.append(LiteralText.read(written.substring(from))).toString();
  }

  private static int tree(String written, int from) {
    int map = written.indexOf(MAP, from);
    int list = written.indexOf(LIST, from);
    return map < 0 || list < 0 ? Math.max(map, list) : Math.min(map, list);
  }

  private @Nullable Object value() {
    if (skip(MAP)) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      while (!skip(MAP_END)) {
        String key = LiteralText.read(until(KEY_END));
        map.put(key, value());
        until(ENTRY_END);
      }
      return map;
    }
    if (skip(LIST)) {
      List<@Nullable Object> list = new ArrayList<>();
      while (!skip(LIST_END)) {
        list.add(value());
        until(ENTRY_END);
      }
      return list;
    }
    return skip(PLAIN) ? plain(before(ENTRY_END)) : LiteralText.read(before(ENTRY_END));
  }

  private static @Nullable Object plain(String value) {
    return switch (value) {
      case "null" -> null;
      case "true", "false" -> Boolean.valueOf(value);
      default -> new BigDecimal(value);
    };
  }

  private boolean begins(String sign) {
    return written.startsWith(sign, at);
  }

  private boolean skip(String sign) {
    boolean here = begins(sign);
    at += here ? sign.length() : 0;
    return here;
  }

  private String before(String sign) {
    int end = written.indexOf(sign, at);
    if (end < 0) {
      throw new IllegalArgumentException("A tree of a parameter does not end: " + written);
    }
    String part = written.substring(at, end);
    at = end;
    return part;
  }

  private String until(String sign) {
    String part = before(sign);
    at += sign.length();
    return part;
  }
}
