package dev.recado.ground.database;

import java.sql.DriverManager;

/** The drivers of databases that a process loads. */
public final class Drivers {

  private Drivers() {}

  /**
   * Keeps Java from loading every driver of the class path when it first uses one, which took half
   * a second. PostgreSQL's is loaded here; a pool loads its own by name.
   *
   * <p>It must come before any use of {@link DriverManager}, which searches once.
   */
  public static void loadPostgresOnly() {
    Thread thread = Thread.currentThread();
    ClassLoader whole = thread.getContextClassLoader();
    try {
      // The search goes through the loader of the thread.
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      DriverManager.getDrivers();
    } finally {
      thread.setContextClassLoader(whole);
    }
    try {
      Class.forName("org.postgresql.Driver", true, Drivers.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("PostgreSQL's driver is part of the hub", e);
    }
  }
}
