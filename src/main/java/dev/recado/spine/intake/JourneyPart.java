package dev.recado.spine.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Adds to the journey of an event what a package above this one knows; one bean for each. */
public interface JourneyPart {

  /**
   * Something that happened to an event.
   *
   * @param at when it happened
   * @param step one word, for example {@code turn}
   * @param detail more about it, with phones masked
   */
  record Happened(Instant at, String step, String detail) {}

  /**
   * Lists what happened to an event.
   *
   * @param event its id
   * @return what happened, in order; empty if nothing is known
   */
  List<Happened> of(UUID event);
}
