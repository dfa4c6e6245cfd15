package dev.recado.authoring.scaffold;

import dev.recado.authoring.lint.Nearest;
import dev.recado.ground.launch.PackedJar;
import dev.recado.spine.flow.EventTypes;
import dev.recado.systems.kommo.KommoTypes;
import dev.recado.systems.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The event types that can start a flow. */
final class EventType {

  /** Events of an Odoo model without a special event type are named after the model. */
  private static final Pattern MODEL = Pattern.compile("odoo\\.([a-z][a-z0-9_]*(\\.[a-z0-9_]+)+)");

  private static final String ANY_MODEL = "any-odoo-model";
  private static final String ANY_RECORD = "any-kommo-record";
  private static final String ANY_SOURCE = "any-source";

  private EventType() {}

  /**
   * Checks a type that a person has named.
   *
   * @param sources the sources that the routes folder declares
   * @throws RefusedException if no reader emits it
   */
  static String known(String type, List<SourceFile> sources) {
    SortedSet<String> types = new TreeSet<>(Blueprints.events());
    sources.forEach(source -> types.addAll(source.types().keySet()));
    boolean declared = sources.stream().anyMatch(source -> source.tells(type));
    if (types.contains(type) || isRecord(type) || declared) {
      return type;
    }
    Optional<String> meant = Nearest.to(type, types);
    if (meant.isEmpty() && isModel(type)) {
      return type;
    }
    throw new RefusedException(
        "No event has the type '%s'%s There are:\n  %s\n  odoo.<model>, such as odoo.stock.picking\n  kommo.<record>.<what happened>, such as kommo.task.added\nFor the webhooks of another system, first: %s new source <name>"
            .formatted(
                type,
                meant.map(other -> "; did you mean '" + other + "'?").orElse("."),
                String.join("\n  ", types),
                PackedJar.command()));
  }

  private static boolean isModel(String type) {
    return MODEL.matcher(type).matches() && !type.startsWith("odoo.invoice.");
  }

  private static boolean isRecord(String type) {
    return type.startsWith(KommoTypes.PREFIX) && EventTypes.knows(type);
  }

  /** The folder of blueprints for a known type. */
  static String blueprint(String type) {
    if (Blueprints.events().contains(type)) {
      return type;
    }
    if (isModel(type)) {
      return ANY_MODEL;
    }
    return isRecord(type) ? ANY_RECORD : ANY_SOURCE;
  }

  /** The declared source whose webhooks are all of a type; empty for all other types. */
  static String source(String type, List<SourceFile> sources) {
    return sources.stream()
        .filter(source -> source.plain() && source.tells(type))
        .flatMap(source -> source.name().stream())
        .findFirst()
        .orElse("");
  }

  /** The Odoo model after which a type is named; empty for all others. */
  static String model(String type) {
    Matcher matcher = MODEL.matcher(type);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** The bytes of a sample webhook. */
  static byte[] fixture(String blueprint, String ending, String type) {
    byte[] sample = Blueprints.bytes(blueprint + "fixture." + ending);
    return blueprint(type).equals(ANY_MODEL)
        ? new String(sample, StandardCharsets.UTF_8)
            .replace("any.model", model(type))
            .getBytes(StandardCharsets.UTF_8)
        : sample;
  }
}
