package dev.recado.authoring.lint;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A step of a route, or a branch such as {@code when}.
 *
 * @param route the route that it belongs to; null in a routeConfiguration and in a fragment
 * @param kind such as {@code to}, {@code choice}, {@code when}, {@code from}
 * @param key the key that names the kind, for its place
 * @param value the value below the key
 */
record Step(@Nullable Route route, String kind, Yaml.Text key, Yaml value) {

  Optional<Yaml.Text> id() {
    return value.text("id");
  }
}
