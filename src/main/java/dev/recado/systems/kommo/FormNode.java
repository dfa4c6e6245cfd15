package dev.recado.systems.kommo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node of a form: a value, nodes below it, or both.
 *
 * <p>Both occur together: Kommo sends {@code note[type]} and {@code note[type][message_uuid]} in
 * one body.
 */
final class FormNode {

  /** The name for the own value of a node that is shown as a map because it has both. */
  static final String OWN = "_";

  private static final FormNode NOTHING = new FormNode();
  private static final int LONGEST_INDEX = 18;
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private @Nullable String value;
  private Map<String, FormNode> children = Map.of();
  private long next;

  /**
   * Puts a value; a later value of the same node replaces it. An empty name is the next free index.
   */
  void put(List<String> path, String text) {
    FormNode node = this;
    for (String name : path) {
      node = node.child(name);
    }
    node.value = text;
  }

  private FormNode child(String name) {
    if (children.isEmpty()) {
      children = new LinkedHashMap<>();
    }
    String key = name.isEmpty() ? Long.toString(next) : name;
    if (index(key)) {
      next = Math.max(next, Long.parseLong(key) + 1);
    }
    return children.computeIfAbsent(key, k -> new FormNode());
  }

  private static boolean index(String name) {
    return name.length() <= LONGEST_INDEX && digits(name);
  }

  private static boolean digits(String name) {
    return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The node at a path; an empty node if there is none. */
  FormNode at(String... path) {
    FormNode node = this;
    for (String name : path) {
      node = node.children.getOrDefault(name, NOTHING);
    }
    return node;
  }

  /** The value at a path without blanks around it, or null if it is absent or empty. */
  @Nullable String text(String... path) {
    String text = at(path).value;
    return text == null || text.isBlank() ? null : text.strip();
  }

  Map<String, FormNode> children() {
    return children;
  }

  /** The nodes below in the order of their indices, which may have gaps. */
  List<FormNode> items() {
    return sorted().map(Map.Entry::getValue).toList();
  }

  private Stream<Map.Entry<String, FormNode>> sorted() {
    return list()
        ? children.entrySet().stream().sorted(Map.Entry.comparingByKey(BY_NUMBER))
        : children.entrySet().stream();
  }

  private boolean list() {
    return !children.isEmpty() && children.keySet().stream().allMatch(FormNode::digits);
  }

  /**
   * Shows the node as flows read it: a text, a list if all names are indices, otherwise a map.
   *
   * @return null if there is nothing
   */
  @Nullable Object plain() {
    if (children.isEmpty()) {
      return value;
    }
    if (value == null && list()) {
      List<@Nullable Object> list = new ArrayList<>();
      items().forEach(item -> list.add(item.plain()));
      return list;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (value != null) {
      map.put(OWN, value);
    }
    children.forEach((name, child) -> map.put(name, child.plain()));
    return map;
  }

  /**
   * Lists all values with their paths, such as {@code [values][0][value] = 41}.
   *
   * @param root the beginning of each path
   */
  List<String> pairs(String root) {
    List<String> pairs = new ArrayList<>();
    addPairs(root, pairs);
    return pairs;
  }

  private void addPairs(String path, List<String> pairs) {
    if (value != null) {
      pairs.add(path + " = " + value);
    }
    children.forEach((name, child) -> child.addPairs(path + "[" + name + "]", pairs));
  }
}
