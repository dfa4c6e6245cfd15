package dev.recado.spine.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells other packages what became of messages. */
public interface Messages {

  /**
   * The state of a message.
   *
   * @param state its state
   * @param reason why it waits or was given up, or null
   * @param createdAt when the flow wanted it
   */
  record Standing(MessageState state, @Nullable String reason, Instant createdAt) {}

  /**
   * Tells the states of messages.
   *
   * @param ids of the messages
   * @return the states by id; a message without a row is left out
   */
  Map<UUID, Standing> of(Collection<UUID> ids);

  /**
   * A message to a customer.
   *
   * @param kind {@code whatsapp-text} or {@code whatsapp-template}
   * @param text the text, or null if it has none
   */
  record Said(String kind, @Nullable String text) {}

  /**
   * Finds the first message to a customer that an event led to.
   *
   * @param event its id
   * @return the message, or empty if the event led to none
   */
  Optional<Said> firstOf(UUID event);

  /**
   * Tells whether a flow wanted something lately that was not cancelled.
   *
   * @param kind of the effect, for example {@code crm-lead}
   * @param conversation the conversation it is for, as the effect names it
   * @param since later than this
   * @return whether there is such a row
   */
  boolean wanted(String kind, String conversation, Instant since);

  /**
   * Tells whether a message is one of the hub's.
   *
   * @param providerId its id at the provider
   * @return false also while the answer with the id is still on its way
   */
  boolean sentAs(String providerId);

  /**
   * Finds the choices that a customer was offered, if the last message that the customer had
   * offered any.
   *
   * @param conversation its key
   * @param channel by which the customer answers
   * @param at when the customer answered; a text that was sent later hides no offer
   * @return empty also where the offer is older than a day
   */
  Optional<Offer> offered(String conversation, String channel, Instant at);
}
