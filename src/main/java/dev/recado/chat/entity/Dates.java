package dev.recado.chat.entity;

import java.util.List;

/** Finds days in all their notations. Of two readings at one place the longer wins. */
final class Dates implements Finder {

  private static final List<Finder> WAYS =
      List.of(
          new NumericDates(),
          new NamedDates(),
          new FeastDays(),
          new RelativeDates(),
          new Weekdays());

  @Override
  public List<Entity> in(Reading reading) {
    return WAYS.stream().flatMap(way -> way.in(reading).stream()).toList();
  }
}
