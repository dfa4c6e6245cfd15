package dev.recado.ground.launch;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/** A hub that ends with the {@code unpack} that started it, also where that one is killed. */
final class TrainingRun {

  private static final String HUB = "dev.recado.RecadoApplication";

  private TrainingRun() {}

  /**
   * Starts the hub.
   *
   * @param args its arguments
   * @throws ReflectiveOperationException where it is not there
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Thread watch = new Thread(TrainingRun::endWithTheCaller, "training");
    watch.setDaemon(true);
    watch.start();
    try {
      // By its name: the hub's own package needs this one, and not the other way round.
      Class.forName(HUB).getMethod("main", String[].class).invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("The hub could not be started", e.getCause());
    }
  }

  /** Nobody writes into its standard input; it is closed when the other end is gone. */
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
