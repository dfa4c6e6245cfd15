package dev.recado.authoring.lint;

/**
 * A piece of a scalar.
 *
 * @param document its file
 * @param scalar the scalar that it is a piece of
 * @param from its first character in the scalar's value
 * @param value its text
 */
record Spot(Document document, Yaml.Text scalar, int from, String value) {

  static Spot of(Document document, Yaml.Text scalar) {
    return new Spot(document, scalar, 0, scalar.value());
  }

  Spot part(int begin, int end) {
    return new Spot(document, scalar, from + begin, value.substring(begin, end));
  }

  Place at() {
    return from == 0 ? scalar.at() : document.place(scalar, from);
  }

  Place at(int index) {
    return document.place(scalar, from + index);
  }

  boolean dynamic() {
    return value.contains("${") || value.contains("$simple{") || value.contains("{{");
  }
}
