package dev.recado.authoring.lint;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route of a file.
 *
 * @param document its file
 * @param kind the key above it: {@code route}, {@code from} or {@code routeTemplate}
 * @param key the key above it, for its place
 * @param node the node with {@code id}, {@code description} and so on; for a bare {@code from},
 *     that node
 * @param from its beginning
 */
record Route(Document document, String kind, Yaml.Text key, Yaml node, @Nullable Yaml from) {

  Optional<Yaml.Text> id() {
    return node.text("id");
  }

  String prefix() {
    return node.text("nodePrefixId").map(Yaml.Text::value).orElse("");
  }

  /** The place for findings about the whole route: its id, or else its key. */
  Place at() {
    return id().map(Yaml.Text::at).orElse(key.at());
  }
}
