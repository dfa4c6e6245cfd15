package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shape of the samples of another system's answers: the fields, and whether they are texts,
 * numbers, flags, maps or lists. A stub with other fields has invented them.
 */
public final class SampleShape {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Set<String>> kinds = new HashMap<>();

  private SampleShape() {}

  /**
   * Makes a shape from samples.
   *
   * @param samples all of one kind of answer
   */
  public static SampleShape of(JsonNode... samples) {
    SampleShape shape = new SampleShape();
    for (JsonNode sample : samples) {
      shape.draw("", sample);
    }
    return shape;
  }

  /**
   * Makes a shape from files.
   *
   * @param names of samples of one kind of answer, such as {@code kommo/response-users.json}
   */
  public static SampleShape ofFiles(String... names) {
    JsonNode[] samples = new JsonNode[names.length];
    for (int i = 0; i < names.length; i++) {
      samples[i] = json(Samples.bytes(names[i]));
    }
    return of(samples);
  }

  /**
   * Reads JSON.
   *
   * @param bytes of a whole document
   */
  public static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void draw(String path, JsonNode node) {
    kinds.computeIfAbsent(path, p -> new HashSet<>()).add(kind(node));
    if (node.isArray()) {
      node.forEach(item -> draw(path + "/*", item));
    }
    node.properties().forEach(field -> draw(path + "/" + field.getKey(), field.getValue()));
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name();
  }

  /**
   * Lists the fields that no sample has.
   *
   * @param answer of a stub
   * @return such as {@code /_embedded/notes/&#42;/kind}; empty if every field is in some sample
   */
  public List<String> invented(JsonNode answer) {
    List<String> invented = new ArrayList<>();
    compare("", answer, invented);
    return invented;
  }

  private void compare(String path, JsonNode node, List<String> invented) {
    Set<String> known = kinds.get(path);
    if (known == null) {
      invented.add(path);
      return;
    }
    // If all samples have null, or this answer has null, there is nothing to compare.
    boolean empty = node.isNull() || known.equals(Set.of("NULL"));
    if (!empty && !known.contains(kind(node))) {
      invented.add(path + " is " + kind(node) + ", in the samples " + known);
      return;
    }
    if (node.isArray()) {
      node.forEach(item -> compare(path + "/*", item, invented));
    }
    node.properties()
        .forEach(field -> compare(path + "/" + field.getKey(), field.getValue(), invented));
  }
}
