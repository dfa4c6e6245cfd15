package dev.recado.spine.effect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Gives a step an id where its author gave none: what the step does, and the how-manieth of its
 * route it is, such as {@code drop-2}.
 *
 * <p>Camel itself would count the steps of all files together, so that a save of one flow renames
 * those of others. A route without a {@code nodePrefixId} is left to Camel: ids are unique over all
 * files.
 */
public final class StepIds {

  private static final String ID = "id";
  private static final String STEPS = "steps";

  /** Steps that may be written as one text, and what that text is. */
  private static final Map<String, String> SHORT =
      Map.of("to", "uri", "toD", "uri", "log", "message");

  /** Steps that are named by where they lead. */
  private static final Set<String> CALLS = Set.of("to", "toD", "wireTap");

  /** Further steps that may have an id. */
  private static final Set<String> STEPS_WITH_ID =
      Set.of(
          "aggregate",
          "bean",
          "choice",
          "circuitBreaker",
          "convertBodyTo",
          "delay",
          "doTry",
          "enrich",
          "filter",
          "loop",
          "marshal",
          "multicast",
          "pipeline",
          "recipientList",
          "removeHeader",
          "removeHeaders",
          "removeVariable",
          "resequence",
          "routingSlip",
          "script",
          "setBody",
          "setHeader",
          "setHeaders",
          "setProperty",
          "setVariable",
          "setVariables",
          "sort",
          "split",
          "step",
          "stop",
          "throttle",
          "throwException",
          "transform",
          "unmarshal",
          "validate");

  /** Parts of steps that may have one. */
  private static final Set<String> BRANCHES =
      Set.of("when", "otherwise", "onFallback", "doCatch", "doFinally");

  /** What the author of a flow writes there is no step. */
  private static final Set<String> NO_STEPS = Set.of("parameters", "expression", "variables");

  /**
   * An id that was made.
   *
   * @param route the {@code nodePrefixId} of the step's route
   * @param id without that prefix
   * @param line where the step stands, the first is 1
   * @param column in characters, the first is 1
   */
  public record Made(String route, String id, int line, int column) {}

  private final String prefix;
  private final Set<String> taken = new HashSet<>();
  private final List<Made> made = new ArrayList<>();

  private StepIds(String prefix) {
    this.prefix = prefix;
  }

  /**
   * Gives ids to the steps of a file's routes.
   *
   * @param file a list of routes, and of what else may stand in such a file; it is changed
   * @return the ids that were given, in the order of the file
   */
  public static List<Made> give(Node file) {
    List<Made> made = new ArrayList<>();
    if (file instanceof SequenceNode items) {
      for (Node item : items.getValue()) {
        if (value(item, "route") instanceof MappingNode route
            && value(route, "nodePrefixId") instanceof ScalarNode prefix) {
          made.addAll(new StepIds(prefix.getValue()).route(route));
        }
      }
    }
    return made;
  }

  /**
   * Tells which ids the steps of a file get.
   *
   * @param yaml the file; it is not changed
   * @return in the order of the file; none where this is no YAML
   */
  public static List<Made> of(String yaml) {
    try {
      return new Compose(LoadSettings.builder().build())
          .composeString(yaml)
          .map(StepIds::give)
          .orElseGet(List::of);
    } catch (YamlEngineException e) {
      // Whoever loads the file says what is wrong with it.
      return List.of();
    }
  }

  private List<Made> route(MappingNode route) {
    if (value(route, "from") instanceof MappingNode from) {
      // Camel compares steps with their own route before it prefixes them.
      taken.add(text(route, ID));
      given(from);
      named(from, "from");
      inside(from);
    }
    return made;
  }

  /** What the author has given is taken, wherever it stands. */
  private void given(Node node) {
    if (node instanceof SequenceNode items) {
      items.getValue().forEach(this::given);
    } else if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (key(entry).equals(ID) && entry.getValueNode() instanceof ScalarNode id) {
          taken.add(id.getValue());
        } else if (!NO_STEPS.contains(key(entry))) {
          given(entry.getValueNode());
        }
      }
    }
  }

  private void inside(Node node) {
    if (node instanceof SequenceNode items) {
      items.getValue().forEach(this::inside);
    } else if (node instanceof MappingNode map) {
      for (NodeTuple entry : List.copyOf(map.getValue())) {
        String name = key(entry);
        if (name.equals(STEPS) && entry.getValueNode() instanceof SequenceNode steps) {
          steps.getValue().forEach(this::step);
        } else if (!NO_STEPS.contains(name)) {
          branches(name, entry.getValueNode());
          inside(entry.getValueNode());
        }
      }
    }
  }

  private void branches(String name, Node node) {
    if (!BRANCHES.contains(name)) {
      return;
    }
    List<Node> all = node instanceof SequenceNode items ? items.getValue() : List.of(node);
    for (Node one : all) {
      if (one instanceof MappingNode branch) {
        named(branch, kebab(name));
      }
    }
  }

  private void step(Node item) {
    if (!(item instanceof MappingNode map) || map.getValue().size() != 1) {
      return;
    }
    NodeTuple entry = map.getValue().get(0);
    String kind = key(entry);
    Node value = entry.getValueNode();
    if (value instanceof ScalarNode text && SHORT.containsKey(kind)) {
      value = written(SHORT.getOrDefault(kind, ""), text);
      map.setValue(List.of(new NodeTuple(entry.getKeyNode(), value)));
    }
    boolean takesOne =
        SHORT.containsKey(kind) || CALLS.contains(kind) || STEPS_WITH_ID.contains(kind);
    if (value instanceof MappingNode step && takesOne) {
      named(step, does(kind, step));
    }
    inside(value);
  }

  /** What stands as one text, in full. */
  private static MappingNode written(String key, ScalarNode text) {
    List<NodeTuple> entries = new ArrayList<>();
    entries.add(new NodeTuple(scalar(key, text), text));
    return new MappingNode(
        Tag.MAP, true, entries, FlowStyle.BLOCK, text.getStartMark(), text.getEndMark());
  }

  private void named(MappingNode step, String word) {
    if (value(step, ID) != null) {
      return;
    }
    String id = word;
    for (int n = 2; !taken.add(id); n++) {
      id = word + "-" + n;
    }
    List<NodeTuple> entries = new ArrayList<>();
    // First, for Camel gives the id of a branch that holds steps already to the last of them.
    entries.add(new NodeTuple(scalar(ID, step), scalar(id, step)));
    entries.addAll(step.getValue());
    step.setValue(entries);
    Optional<Mark> at = step.getStartMark();
    made.add(
        new Made(
            prefix,
            id,
            at.map(Mark::getLine).orElse(0) + 1,
            at.map(Mark::getColumn).orElse(0) + 1));
  }

  private static String does(String kind, MappingNode step) {
    String words =
        switch (kind) {
          case "to", "toD", "wireTap" -> target(text(step, "uri"));
          case "setVariable" -> "set-" + kebab(text(step, "name"));
          default -> kebab(kind);
        };
    return words.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") ? words : kebab(kind);
  }

  /** The Kamelet, the route or the query that is called; of anything else the component. */
  private static String target(String uri) {
    String[] parts = uri.replaceFirst("[?].*", "").split(":", 2);
    boolean fixed = parts.length == 2 && !parts[1].matches(".*[ ${].*");
    if (!fixed) {
      return kebab(parts[0]);
    }
    return switch (parts[0]) {
      case "kamelet" -> kebab(parts[1].replaceFirst("/.*", "").replaceFirst("-action$", ""));
      case "direct" -> kebab(parts[1]);
      case "sql" -> kebab(parts[1].replaceFirst(".*/", "").replaceFirst("\\.sql$", ""));
      default -> kebab(parts[0]);
    };
  }

  private static String kebab(String name) {
    String words = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    return words.replaceAll("[^a-z0-9]+", "-").replaceAll("^[-0-9]+|-+$", "");
  }

  private static ScalarNode scalar(String text, Node at) {
    return new ScalarNode(
        Tag.STR, true, text, ScalarStyle.PLAIN, at.getStartMark(), at.getEndMark());
  }

  private static @Nullable Node value(Node node, String key) {
    if (node instanceof MappingNode map) {
      for (NodeTuple entry : map.getValue()) {
        if (key(entry).equals(key)) {
          return entry.getValueNode();
        }
      }
    }
    return null;
  }

  private static String text(MappingNode node, String key) {
    return value(node, key) instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String key(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
