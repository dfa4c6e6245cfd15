package dev.recado.authoring.flowtest;

import dev.recado.spine.effect.StepIds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A part of a YAML file with its place. */
final class Part {

  /** Aliases within aliases can grow without end, and tests do not need them. */
  private static final int MOST_ALIASES = 50;

  private static final int LONGEST = 5_000_000;

  private final String file;
  private final Node node;

  private Part(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /**
   * Reads a file.
   *
   * @throws CaseException if it is no YAML
   */
  static Part read(String file, String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setUseMarks(true)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(LONGEST)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      return new Part(
          file,
          root.orElseThrow(() -> new CaseException(new Spot(file, 1, 1), "The file is empty")));
    } catch (MarkedYamlEngineException e) {
      Spot spot = e.getProblemMark().map(mark -> spot(file, mark)).orElse(new Spot(file, 1, 1));
      throw new CaseException(spot, "This is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new CaseException(new Spot(file, 1, 1), "This is not YAML: " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new CaseException(new Spot(file, 1, 1), "This is nested too deep");
    }
  }

  /**
   * Reads a flow file with the ids that its steps have when it runs.
   *
   * @throws CaseException where it is no YAML
   */
  static Part ofFlow(String file, String text) {
    Part part = read(file, text);
    StepIds.give(part.node);
    return part;
  }

  private static Spot spot(String file, Mark mark) {
    return new Spot(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  Spot spot() {
    return node.getStartMark().map(mark -> spot(file, mark)).orElse(new Spot(file, 1, 1));
  }

  CaseException wrong(String message) {
    return new CaseException(spot(), message);
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  boolean isNull() {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  /** The entries of a map, in order. */
  Map<String, Part> fields() {
    if (!(node instanceof MappingNode map)) {
      throw wrong("This must be a map (name: value), and is " + kind());
    }
    Map<String, Part> fields = new LinkedHashMap<>();
    for (NodeTuple entry : map.getValue()) {
      Part key = new Part(file, entry.getKeyNode());
      if (fields.put(key.name(), new Part(file, entry.getValueNode())) != null) {
        throw key.wrong("'" + key.name() + "' is here twice");
      }
    }
    return fields;
  }

  /** The entries of a map that may have only these keys. Null counts as an empty map. */
  Map<String, Part> fields(Set<String> known) {
    if (isNull()) {
      return Map.of();
    }
    Map<String, Part> fields = fields();
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw key(name).wrong("There is no field '" + name + "' here" + Known.hint(name, known));
      }
    }
    return fields;
  }

  /** The key of an entry, which has its place. */
  Part key(String name) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        Part key = new Part(file, entry.getKeyNode());
        if (key.name().equals(name)) {
          return key;
        }
      }
    }
    return this;
  }

  /**
   * The part at the end of a path of names and list positions, or the last part that exists on it.
   */
  Part at(List<String> path) {
    Part here = this;
    Part place = this;
    for (String step : path) {
      boolean list = here.isList();
      Part next =
          list
              ? here.items().get(Integer.parseInt(step))
              : here.isMap() ? here.fields().get(step) : null;
      if (next == null) {
        return place;
      }
      place = list ? next : here.key(step);
      here = next;
    }
    return place;
  }

  private String name() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong("A name must be a text, and is " + kind());
  }

  /** The items of a list. Null counts as an empty list. */
  List<Part> items() {
    if (isNull()) {
      return List.of();
    }
    if (!(node instanceof SequenceNode list)) {
      throw wrong("This must be a list (- …), and is " + kind());
    }
    return list.getValue().stream().map(item -> new Part(file, item)).toList();
  }

  String text() {
    if (node instanceof ScalarNode scalar && !isNull()) {
      return scalar.getValue();
    }
    throw wrong("This must be a text, and is " + kind());
  }

  boolean flag() {
    if (value() instanceof Boolean flag) {
      return flag;
    }
    throw wrong("This must be true or false, and is " + kind());
  }

  /**
   * The part as plain data: maps, lists, texts, {@code Integer}, {@code Long}, {@code BigDecimal},
   * null.
   */
  @Nullable Object value() {
    if (node instanceof MappingNode) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      fields().forEach((name, part) -> map.put(name, part.value()));
      return map;
    }
    if (node instanceof SequenceNode) {
      List<@Nullable Object> list = new ArrayList<>();
      items().forEach(item -> list.add(item.value()));
      return list;
    }
    ScalarNode scalar = (ScalarNode) node;
    return scalar(scalar.getTag(), scalar.getValue());
  }

  private static @Nullable Object scalar(Tag tag, String text) {
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.parseBoolean(text);
    }
    if (tag.equals(Tag.INT)) {
      return integer(text);
    }
    if (tag.equals(Tag.FLOAT)) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException infiniteOrNone) {
        return text;
      }
    }
    return text;
  }

  private static Object integer(String text) {
    BigInteger number = new BigInteger(text);
    if (number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : new BigDecimal(number);
  }

  /** A record of another system, with its fields unchanged. */
  Map<String, @Nullable Object> record() {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    fields().forEach((name, value) -> record.put(name, value.value()));
    return record;
  }

  private String kind() {
    if (isNull()) {
      return "empty";
    }
    return isMap()
        ? "a map"
        : isList() ? "a list" : "the text '" + ((ScalarNode) node).getValue() + "'";
  }
}
