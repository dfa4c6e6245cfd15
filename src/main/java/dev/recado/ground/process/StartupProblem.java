package dev.recado.ground.process;

import org.jspecify.annotations.Nullable;

/** A reason not to start, together with what the person at the keyboard can do about it. */
public class StartupProblem extends RuntimeException {

  private final String remedy;

  /**
   * Creates a problem.
   *
   * @param problem what is wrong, one sentence, no secrets
   * @param remedy what to do, one sentence
   */
  public StartupProblem(String problem, String remedy) {
    this(problem, remedy, null);
  }

  /**
   * Creates a problem with a cause.
   *
   * @param problem what is wrong, one sentence, no secrets
   * @param remedy what to do, one sentence
   * @param cause the failure below it, or null
   */
  public StartupProblem(String problem, String remedy, @Nullable Throwable cause) {
    super(problem, cause);
    this.remedy = remedy;
  }

  /**
   * Says what the person can do.
   *
   * @return one sentence
   */
  public String remedy() {
    return remedy;
  }
}
