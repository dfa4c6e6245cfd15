package dev.recado.authoring.lint;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route of a file.
 *
 * @param document that holds it
 * @param kind the key it stands below: {@code route}, {@code from} or {@code routeTemplate}
 * @param key that it stands below, for its place
 * @param node with {@code id}, {@code description} and so on; of a bare {@code from}, that
 * @param from where it begins
 */
record Route(Document document, String kind, Yaml.Text key, Yaml node, @Nullable Yaml from) {

  Optional<Yaml.Text> id() {
    return node.text("id");
  }

  String prefix() {
    return node.text("nodePrefixId").map(Yaml.Text::value).orElse("");
  }

  /** The best place to speak of the whole route: its id, else its key. */
  Place at() {
    return id().map(Yaml.Text::at).orElse(key.at());
  }
}
