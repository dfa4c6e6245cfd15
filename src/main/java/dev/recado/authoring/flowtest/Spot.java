package dev.recado.authoring.flowtest;

/**
 * A place in a file of the routes folder.
 *
 * @param file relative to the folder
 * @param line from 1
 * @param column from 1
 */
record Spot(String file, int line, int column) {

  @Override
  public String toString() {
    return "routes/" + file + ":" + line + ":" + column;
  }
}
