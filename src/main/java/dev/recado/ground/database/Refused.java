package dev.recado.ground.database;

import org.jspecify.annotations.Nullable;

/** Says in one short line why something failed. The line fits a column that operators read. */
public final class Refused {

  private static final int LONGEST = 300;

  private Refused() {}

  /**
   * Says why something failed.
   *
   * @param failure what was thrown
   * @return the kind of the innermost cause, PostgreSQL's code if there is one, and the first line
   *     of the message; the further lines of PostgreSQL quote whole rows
   */
  public static String because(Throwable failure) {
    Throwable innermost = innermost(failure);
    String state = DatabaseAway.state(failure);
    String kind = innermost.getClass().getSimpleName();
    String name = state == null ? kind : kind + " " + state;
    String line = firstLine(innermost.getMessage());
    return StorableText.cut(line == null ? name : name + ": " + line, LONGEST);
  }

  private static Throwable innermost(Throwable failure) {
    Throwable t = failure;
    for (int depth = 0; t.getCause() != null && depth < 50; depth++) {
      t = t.getCause();
    }
    return t;
  }

  private static @Nullable String firstLine(@Nullable String message) {
    if (message == null || message.isBlank()) {
      return null;
    }
    String line = message.strip().lines().findFirst().orElse("");
    return StorableText.clean(line);
  }
}
