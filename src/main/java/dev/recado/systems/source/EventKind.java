package dev.recado.systems.source;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The type of a source's events.
 *
 * @param source the source's name; all its types begin with it
 * @param fixed the type of all events, or null
 * @param from where the webhook names its kind, or null
 * @param values the types of the kinds that the source takes; empty for all kinds
 */
record EventKind(
    String source, @Nullable String fixed, @Nullable Place from, Map<String, String> values) {

  /** The end of the type of an event that the source does not take. */
  static final String OTHER = ".other";

  /** The end of the type of an event whose kind makes no type. It is parked. */
  private static final String UNKNOWN = ".unknown";

  /** In characters; a longer text names no kind. */
  private static final int LONGEST = 100;

  /**
   * Finds the type of an event.
   *
   * @return null if the webhook does not name its kind where it should
   */
  @Nullable String of(Facts facts) {
    if (from == null) {
      return fixed;
    }
    String kind = from.in(facts);
    if (!values.isEmpty()) {
      return values.getOrDefault(kind == null ? "" : kind, other());
    }
    return kind == null ? null : source + type(written(kind));
  }

  /** What the webhook says must never be the type of what nobody wants, nor be no type at all. */
  private static String type(String kind) {
    String type = "." + kind;
    if (type.equals(OTHER)) {
      return ".kind" + OTHER;
    }
    return kind.isEmpty() || kind.length() > LONGEST ? UNKNOWN : type;
  }

  String other() {
    return source + OTHER;
  }

  /** {@code orders/create} becomes {@code orders.create}. */
  private static String written(String kind) {
    String plain = kind.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", ".");
    return plain.replaceAll("^\\.+|\\.+$", "");
  }

  /** The types whose names the file holds. */
  Set<String> types() {
    Set<String> types = new TreeSet<>(values.values());
    if (fixed != null) {
      types.add(fixed);
    }
    return types;
  }

  /** Whether an event of a type can come. */
  boolean tells(String type) {
    boolean any = from != null && values.isEmpty() && type.startsWith(source + ".");
    return any || types().contains(type) || type.equals(other());
  }
}
