package dev.recado.chat.conversation;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of dialogues: the gathered facts, and the flow for the next answer. */
public interface Dialogues {

  /**
   * The current state of a conversation.
   *
   * @param phone the phone as the provider gave it, or null
   * @param address the contact's last address, or null
   * @param name the customer's own name, or null
   * @param awaiting the flow that takes the next answer, or null
   * @param facts what the dialogue has gathered
   * @param lastIntent the intent of the customer's last message, or null
   * @param optedOut whether the customer has opted out
   * @param handedOver whether a person answers
   */
  record Dialogue(
      @Nullable String phone,
      @Nullable String address,
      @Nullable String name,
      @Nullable String awaiting,
      Map<String, Object> facts,
      @Nullable String lastIntent,
      boolean optedOut,
      boolean handedOver) {}

  /**
   * Finds the state of a dialogue.
   *
   * @param conversation the conversation's key
   * @return the state, or empty if there is no conversation of this key
   */
  Optional<Dialogue> of(String conversation);

  /**
   * Stores the new state of a dialogue, in the caller's transaction.
   *
   * @param conversation the conversation's key
   * @param facts all gathered facts; the others are forgotten
   * @param awaiting the flow that takes the next answer, or null
   */
  void remember(String conversation, Map<String, Object> facts, @Nullable String awaiting);
}
