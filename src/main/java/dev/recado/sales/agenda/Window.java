package dev.recado.sales.agenda;

import java.time.LocalTime;

/**
 * A part of the day.
 *
 * @param from inclusive
 * @param to exclusive, or the end of the day
 */
record Window(LocalTime from, LocalTime to) {

  static final Window ANY = new Window(LocalTime.MIN, LocalTime.MAX);

  boolean contains(LocalTime time) {
    return !time.isBefore(from) && (time.isBefore(to) || to.equals(LocalTime.MAX));
  }
}
