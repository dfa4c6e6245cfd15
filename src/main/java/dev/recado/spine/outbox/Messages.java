package dev.recado.spine.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of messages that were wanted, for the rooms that go on with it. */
public interface Messages {

  /**
   * Where a message stands.
   *
   * @param state its state
   * @param reason why it waits or was given up, or null
   * @param createdAt when it was wanted
   */
  record Standing(MessageState state, @Nullable String reason, Instant createdAt) {}

  /**
   * Tells where messages stand.
   *
   * @param ids of the messages
   * @return by their ids; one that there is no row of is left out
   */
  Map<UUID, Standing> of(Collection<UUID> ids);

  /**
   * What was said to a customer.
   *
   * @param kind {@code whatsapp-text} or {@code whatsapp-template}
   * @param text the words, or null where it has none
   */
  record Said(String kind, @Nullable String text) {}

  /**
   * Finds the first words that an event had the hub say.
   *
   * @param event its id
   * @return the words, or empty where it had the hub say none
   */
  Optional<Said> firstOf(UUID event);

  /**
   * Tells whether something was wanted lately and not taken back.
   *
   * @param kind of the effect, for example {@code crm-lead}
   * @param conversation whom it is for, as the effect calls it
   * @param since later than this
   * @return whether there is such a row
   */
  boolean wanted(String kind, String conversation, Instant since);
}
