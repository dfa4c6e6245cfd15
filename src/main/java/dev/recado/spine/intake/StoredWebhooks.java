package dev.recado.spine.intake;

import java.util.Optional;
import java.util.UUID;

/** The webhooks that events were read from, for what is too large for an event's body. */
public interface StoredWebhooks {

  /**
   * Finds the webhook of an event.
   *
   * @param event its id
   * @return its bytes as they came, or empty if there is no such event
   */
  Optional<byte[]> of(UUID event);
}
