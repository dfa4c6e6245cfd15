package dev.recado.authoring.reload;

import org.jspecify.annotations.Nullable;

/**
 * Why a file does not run as it was saved.
 *
 * @param reason what is wrong and what to do, or the file that it waits for with that one's reason
 * @param waitsFor the refused file that keeps it out; null if the mistake is its own
 */
record Refused(String reason, @Nullable String waitsFor) {

  static Refused of(String reason) {
    return new Refused(reason, null);
  }

  /** What the log says of it: the reason of a file that keeps others out is told with that file. */
  String line() {
    return waitsFor == null ? reason : "waits for " + waitsFor + ", which is refused";
  }

  static Refused behind(String file, String reason) {
    String first = reason.lines().findFirst().orElse("");
    return new Refused("waits for %s, which is refused: %s".formatted(file, first), file);
  }
}
