package dev.recado.api.security;

import java.io.Console;

/**
 * Tells whether a person reads the output of this process, rather than a file or a log collector.
 */
final class Terminal {

  private Terminal() {}

  /** From Java 22 on there is always a console, and the console tells whether it is a terminal. */
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The console does not tell whether it is a terminal", e);
    }
  }
}
