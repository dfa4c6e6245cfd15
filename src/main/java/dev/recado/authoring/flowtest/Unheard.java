package dev.recado.authoring.flowtest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps what the threads of a test would log out of the hub's log, whatever the logger. It would
 * look like live data, and the result of the test says it.
 */
final class Unheard extends TurboFilter {

  /** The beginning of the names of all threads that play cases. */
  static final String THREADS = "rehearsal";

  private Unheard() {
    setName(THREADS);
  }

  /** Puts the filter into the log of this process, once. */
  static synchronized void begin() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log
        && log.getTurboFilterList().stream().noneMatch(Unheard.class::isInstance)) {
      Unheard filter = new Unheard();
      filter.setContext(log);
      filter.start();
      log.addTurboFilter(filter);
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable thrown) {
    return Thread.currentThread().getName().startsWith(THREADS)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
