package dev.recado.ground.process;

import org.jspecify.annotations.Nullable;

/** A reason not to start, together with what the person at the keyboard can do about it. */
public class StartupProblem extends RuntimeException {

  private final String remedy;

  /**
   * Makes a problem.
   *
   * @param problem what is wrong, one sentence, no secrets
   * @param remedy what to do, one sentence
   */
  public StartupProblem(String problem, String remedy) {
    this(problem, remedy, null);
  }

  /**
   * Makes a problem that something else caused.
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
   * Says what to do about it.
   *
   * @return one sentence
   */
  public String remedy() {
    return remedy;
  }
}
