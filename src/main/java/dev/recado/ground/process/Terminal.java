package dev.recado.ground.process;

import java.io.Console;

/**
 * Tells whether a person reads the output of this process, rather than a file or a log collector.
 */
public final class Terminal {

  private Terminal() {}

  /**
   * Looks at the console.
   *
   * @return true if input and output of this process are a terminal
   */
  public static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    // From Java 22 on there is always a console, and it tells whether it is a terminal.
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The console does not tell whether it is a terminal", e);
    }
  }
}
