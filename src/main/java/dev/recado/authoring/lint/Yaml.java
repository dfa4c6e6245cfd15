package dev.recado.authoring.lint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of a YAML document, with its place. */
sealed interface Yaml {

  /** The place where it begins. */
  Place at();

  /** Its kind in words: a text, a list, a map. */
  String kind();

  /** The value below a key, or null if this is no map or has no such key. */
  default @Nullable Yaml get(String key) {
    return null;
  }

  /** The text below a key. */
  default Optional<Text> text(String key) {
    return get(key) instanceof Text text ? Optional.of(text) : Optional.empty();
  }

  /** The value below a path of keys. */
  default @Nullable Yaml path(String... keys) {
    Yaml here = this;
    for (String key : keys) {
      here = here == null ? null : here.get(key);
    }
    return here;
  }

  /** The entries of a map; none for anything else. */
  default List<Entry> entries() {
    return List.of();
  }

  /** The items of a list; none for anything else. */
  default List<Yaml> items() {
    return List.of();
  }

  /** A key with its value. */
  record Entry(Text key, Yaml value) {

    String name() {
      return key.value();
    }
  }

  /** A map. A key that stands twice keeps its first value. */
  final class Dict implements Yaml {

    private final Place at;
    private final List<Entry> entries;
    private final Map<String, Entry> byName = new LinkedHashMap<>();

    Dict(Place at, List<Entry> entries) {
      this.at = at;
      this.entries = List.copyOf(entries);
      entries.forEach(entry -> byName.putIfAbsent(entry.name(), entry));
    }

    @Override
    public Place at() {
      return at;
    }

    @Override
    public String kind() {
      return "a map";
    }

    @Override
    public @Nullable Yaml get(String key) {
      Entry entry = byName.get(key);
      return entry == null ? null : entry.value();
    }

    /** The key's own node. A finding about the whole entry names its place. */
    Optional<Text> key(String name) {
      return Optional.ofNullable(byName.get(name)).map(Entry::key);
    }

    @Override
    public List<Entry> entries() {
      return entries;
    }
  }

  /** A list. */
  record Items(Place at, List<Yaml> items) implements Yaml {

    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * A scalar.
   *
   * @param at the place where it begins, with its quote or sign
   * @param value its value
   * @param plain whether it stands without quotes, so that {@code 3} is a number
   * @param start the start of its source, in code points
   * @param end the end of its source, in code points
   */
  record Text(Place at, String value, boolean plain, int start, int end) implements Yaml {

    boolean empty() {
      return plain && (value.isEmpty() || value.equals("null") || value.equals("~"));
    }

    boolean flag() {
      return plain && (value.equals("true") || value.equals("false"));
    }

    boolean number() {
      return plain && value.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }

    @Override
    public String kind() {
      if (empty()) {
        return "nothing";
      }
      return number() ? "a number" : flag() ? value : "a text";
    }
  }
}
