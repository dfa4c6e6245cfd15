package dev.recado.startup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prints a {@link StartupProblem} as plain lines instead of a stack trace.
 *
 * <p>Not through the log: it may not be set up yet, and in JSON nobody at a keyboard could read it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartupProblemReporter implements SpringBootExceptionReporter {

  /**
   * Makes it, as Spring Boot wants to.
   *
   * @param context null where the start did not come so far
   */
  StartupProblemReporter(@Nullable ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    String told = told(failure);
    if (told == null) {
      return false;
    }
    System.err.println("\nRecado does not start. " + told);
    return true;
  }

  /** The problem and what to do, or null where it is for Spring Boot to tell. */
  static @Nullable String told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupProblem problem) {
        return problem.getMessage() + "\n" + problem.remedy();
      }
      if (cause instanceof PortInUseException taken) {
        return "Port %d (PORT) is taken by another program.\n".formatted(taken.getPort())
            + "Stop that program, or set PORT to a free one.";
      }
    }
    return null;
  }
}
