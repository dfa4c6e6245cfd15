package dev.recado.chat.conversation;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where dialogues stand: what each has gathered, and which flow takes the next answer. */
public interface Dialogues {

  /**
   * What holds of a conversation now.
   *
   * @param phone as the provider gave it, or null
   * @param address where the contact was reached last, or null
   * @param name how the customer calls himself, or null
   * @param awaiting the flow that takes the next answer, or null
   * @param facts what the dialogue has gathered
   * @param lastIntent what the customer's last message was taken for, or null
   * @param optedOut whether he wants no messages
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
   * Finds out how a dialogue stands.
   *
   * @param conversation its key
   * @return how it stands, or empty where there is no conversation of this key
   */
  Optional<Dialogue> of(String conversation);

  /**
   * Keeps how a dialogue stands from now on, in the caller's transaction.
   *
   * @param conversation its key
   * @param facts all that it has gathered; what is not in it is forgotten
   * @param awaiting the flow that takes the next answer, or null
   */
  void remember(String conversation, Map<String, Object> facts, @Nullable String awaiting);
}
