package dev.recado.ground.process;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prints a {@link StartupProblem} as plain lines instead of a stack trace.
 *
 * <p>It does not use the log: the log may not be set up yet, and a person at a terminal cannot read
 * JSON.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartupProblemReporter implements SpringBootExceptionReporter {

  private static final String DATABASE =
      "Check that the server runs and accepts this machine and user, and check SPRING_DATASOURCE_URL"
          + " or DATABASE_URL.";

  /**
   * Creates the reporter with the constructor that Spring Boot calls.
   *
   * @param context null if the start failed before there was one
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

  /**
   * Decides by the class of the code (PostgreSQL's manual, "Error Codes"): the connection, the
   * login, the database.
   */
  private static boolean noEntry(SQLException refused) {
    String state = refused.getSQLState();
    return state != null && state.matches("(?:08|28|3D).*");
  }

  /** The problem and what to do, or null if Spring Boot should report it. */
  static @Nullable String told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StartupProblem problem) {
        return problem.getMessage() + "\n" + problem.remedy();
      }
      if (cause instanceof PortInUseException taken) {
        return "Port %d (PORT) is taken by another program.\n".formatted(taken.getPort())
            + "Stop that program, or set PORT to a free one.";
      }
      if (cause instanceof SQLException refused && noEntry(refused)) {
        return "PostgreSQL cannot be reached or refuses the hub: "
            + refused.getMessage()
            + "\n"
            + DATABASE;
      }
    }
    return null;
  }
}
