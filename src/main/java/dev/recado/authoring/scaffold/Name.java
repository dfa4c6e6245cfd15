package dev.recado.authoring.scaffold;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The name of a flow or connector: lower-case words with hyphens, as in the names of files and
 * routes.
 */
record Name(String text) {

  private static final int LONGEST = 60;

  /**
   * Checks a name that a person has chosen.
   *
   * @throws RefusedException if it is not allowed; the message proposes one
   */
  static Name of(String given) {
    if (!fits(given)) {
      String better = better(given);
      throw new RefusedException(
          "'%s' cannot be a name: lower-case words with hyphens, such as order-confirmed, at most %d letters%s"
              .formatted(given, LONGEST, fits(better) ? "; did you mean '" + better + "'?" : ""));
    }
    return new Name(given);
  }

  private static boolean fits(String text) {
    return text.length() <= LONGEST && text.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  }

  private static String better(String given) {
    String name = given.replaceFirst("(\\.(camel|test|kamelet))?\\.ya?ml$", "");
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^[^a-z]+|-+$", "");
  }

  /** The name as a title: Order Confirmed. */
  String title() {
    return Arrays.stream(text.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }

  /** The name in an environment variable: ORDER_CONFIRMED. */
  String variable() {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
