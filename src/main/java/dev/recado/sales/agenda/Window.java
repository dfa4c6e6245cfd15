package dev.recado.sales.agenda;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A part of the day.
 *
 * @param from inclusive
 * @param to exclusive, or the end of the day
 */
record Window(LocalTime from, LocalTime to) {

  static final Window ANY = new Window(LocalTime.MIN, LocalTime.MAX);

  static @Nullable Window read(@Nullable String written) {
    if (written == null) {
      return null;
    }
    String[] ends = written.split("-", 2);
    return new Window(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
  }

  String write() {
    return from + "-" + to;
  }

  boolean contains(LocalTime time) {
    return !time.isBefore(from) && (time.isBefore(to) || to.equals(LocalTime.MAX));
  }
}
