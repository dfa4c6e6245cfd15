package dev.recado.spine.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Adds to the journey of an event what a room above this one knows of it; one bean for each. */
public interface JourneyPart {

  /**
   * What befell an event.
   *
   * @param at when
   * @param step one word, for example {@code turn}
   * @param detail what there is to say of it, phones masked
   */
  record Happened(Instant at, String step, String detail) {}

  /**
   * Tells what is known of an event.
   *
   * @param event its id
   * @return the first one first; empty where nothing is known
   */
  List<Happened> of(UUID event);
}
