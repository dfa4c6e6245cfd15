package dev.recado.authoring.lint;

import java.util.function.Predicate;

/**
 * The settings that lint can see.
 *
 * @param known whether a setting, named with its dots, has a value
 * @param hub whether they are those of the hub that runs the files, and not only those of the
 *     machine on which lint runs
 */
record SeenSettings(Predicate<String> known, boolean hub) {

  /** Nothing is known of settings, so none of them is missing. */
  static final SeenSettings NONE = new SeenSettings(name -> true, false);

  boolean set(String name) {
    return known.test(name);
  }
}
