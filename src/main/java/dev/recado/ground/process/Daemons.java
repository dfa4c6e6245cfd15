package dev.recado.ground.process;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that keep no process from ending. */
public final class Daemons {

  private Daemons() {}

  /**
   * Makes threads that are all called the same.
   *
   * @param name as it stands in the log
   */
  public static ThreadFactory named(String name) {
    return work -> daemon(work, name);
  }

  /**
   * Makes threads that are told apart.
   *
   * @param name as it stands in the log, with a number behind it
   */
  public static ThreadFactory numbered(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> daemon(work, name + "-" + number.incrementAndGet());
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
