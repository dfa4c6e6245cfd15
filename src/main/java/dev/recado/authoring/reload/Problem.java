package dev.recado.authoring.reload;

/**
 * What a check found in one file.
 *
 * @param text what is wrong, where, and what to do; further lines may follow the first
 * @param ofAnotherFile whether the mistake may be in a file that this one names
 */
record Problem(String text, boolean ofAnotherFile) {

  static Problem of(String text) {
    return new Problem(text, false);
  }

  Problem and(String more) {
    return new Problem(text + "\n" + more, ofAnotherFile);
  }
}
