package dev.recado.ground.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/** A hub that ends when the {@code unpack} that started it ends, even if that one is killed. */
final class TrainingRun {

  private static final String HUB = "dev.recado.RecadoApplication";

  private TrainingRun() {}

  /**
   * Starts the hub.
   *
   * @param args its arguments
   * @throws ReflectiveOperationException if the class of the hub is missing
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watch = new Thread(TrainingRun::endWithTheCaller, "training");
    watch.setDaemon(true);
    watch.start();
    try {
      // By name: the hub's own package depends on this one, so this one cannot depend on it.
      Class.forName(HUB).getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The hub could not be started", e.getCause());
    }
  }

  /** Nobody writes into its standard input, which closes when the caller is gone. */
  private static void endWithTheCaller() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException closed) {
      System.err.println("The standard input is gone: " + closed.getMessage());
    }
    System.exit(1);
  }
}
