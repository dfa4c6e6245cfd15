package dev.recado.authoring.lint;

import dev.recado.authoring.lint.Document.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The YAML blocks of a Markdown file, each as a separate document with places in the file.
 *
 * <p>A word after {@code yaml} in the fence changes the check: {@code unchecked} skips the block,
 * {@code fragment} marks steps without a route.
 */
final class Markdown {

  private static final Pattern FENCE =
      Pattern.compile("^([ \\t]*(?:> ?)?)(`{3,}|~{3,})[ \\t]*(?:yaml|yml)\\b([^`]*)$");
  private static final Set<String> TOP =
      Set.of(
          "route",
          "routeTemplate",
          "from",
          "routeConfiguration",
          "beans",
          "rest",
          "onException",
          "templatedRoute",
          "restConfiguration",
          "errorHandler");

  private final String path;
  private final Schema schema;
  private final List<Document> blocks = new ArrayList<>();

  private Markdown(String path, Schema schema) {
    this.path = path;
    this.schema = schema;
  }

  static List<Document> blocks(String path, String text, Schema schema) {
    Markdown markdown = new Markdown(path, schema);
    markdown.read(text.split("\r?\n", -1));
    return List.copyOf(markdown.blocks);
  }

  private void read(String[] lines) {
    for (int i = 0; i < lines.length; i++) {
      Matcher fence = FENCE.matcher(lines[i]);
      if (fence.matches()) {
        int end = end(lines, i + 1, fence.group(2));
        block(lines, i, end, fence.group(1).length(), fence.group(3));
        i = end;
      }
    }
  }

  private static int end(String[] lines, int from, String fence) {
    for (int i = from; i < lines.length; i++) {
      String line = lines[i].replaceFirst("^[ \\t]*(> ?)?", "").strip();
      if (line.startsWith(fence) && line.chars().allMatch(c -> c == fence.charAt(0))) {
        return i;
      }
    }
    return lines.length;
  }

  private void block(String[] lines, int fence, int end, int indent, String info) {
    List<String> words = List.of(info.strip().split("[\\s,{}]+"));
    StringBuilder text = new StringBuilder("\n".repeat(fence + 1));
    for (int i = fence + 1; i < end; i++) {
      text.append(lines[i].substring(Math.min(indent, lines[i].length()))).append('\n');
    }
    if (text.toString().isBlank() || words.contains("unchecked")) {
      return;
    }
    String name = path + "#" + (fence + 1);
    Document plain = Document.of(name, path, Kind.YAML, text.toString(), indent);
    Kind kind = words.contains("fragment") ? Kind.STEPS : kind(plain.root());
    blocks.add(kind == Kind.YAML ? plain : Document.of(name, path, kind, text.toString(), indent));
  }

  private Kind kind(@org.jspecify.annotations.Nullable Yaml root) {
    if (root == null) {
      return Kind.YAML;
    }
    List<Yaml> items = root.items();
    if (!items.isEmpty()) {
      if (items.stream().allMatch(item -> anyOf(item, TOP))) {
        return Kind.FLOW;
      }
      boolean steps =
          items.stream()
              .allMatch(
                  item ->
                      item.entries().size() == 1
                          && schema.step().path("properties").has(item.entries().get(0).name())
                          && item.entries().get(0).value() instanceof Yaml.Dict);
      return steps ? Kind.STEPS : Kind.YAML;
    }
    if (root.text("kind").filter(kind -> kind.value().equals("Kamelet")).isPresent()) {
      return Kind.KAMELET;
    }
    if (root.get("name") != null && root.get("body") != null && root.get("language") != null) {
      return Kind.TEMPLATE;
    }
    if (root.get("name") != null
        && root.get("description") != null
        && (root.get("proof") != null || root.get("preset") != null)) {
      return Kind.SOURCE;
    }
    return root.get("cases") != null || root.get("steps") != null && root.get("flow") != null
        ? Kind.TEST
        : Kind.YAML;
  }

  private static boolean anyOf(Yaml item, Set<String> names) {
    return item.entries().stream().anyMatch(entry -> names.contains(entry.name()));
  }
}
