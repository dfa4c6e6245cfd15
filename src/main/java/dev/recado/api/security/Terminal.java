package dev.recado.api.security;

import java.io.Console;

/** Whether a person sits in front of this process, rather than a file or a collector of logs. */
final class Terminal {

  private Terminal() {}

  /** From Java 22 on there is a console in any case, and it tells whether it is a terminal. */
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
      throw new IllegalStateException("The console does not tell what it is", e);
    }
  }
}
