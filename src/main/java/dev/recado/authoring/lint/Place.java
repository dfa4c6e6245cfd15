package dev.recado.authoring.lint;

/**
 * Where something stands in a file.
 *
 * @param line the first is 1
 * @param column in characters, the first is 1
 */
record Place(int line, int column) {

  static final Place START = new Place(1, 1);
}
