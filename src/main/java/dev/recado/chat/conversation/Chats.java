package dev.recado.chat.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Conversations as people and other programs see them. */
public interface Chats {

  /**
   * Hands in a message as if the customer had written it, to be answered to the caller.
   *
   * @param phone the customer's international digits
   * @param message what he wrote
   * @return the message's id, once it is kept durably; fails with {@link
   *     dev.recado.spine.ingress.LogAwayException} as the log does
   */
  CompletableFuture<UUID> handIn(String phone, String message);

  /**
   * Waits for the answer to a message that was handed in.
   *
   * @param message its id
   * @param limit how long to wait
   * @return the answer, or empty where there is none by then
   */
  Optional<Answer> answer(UUID message, Duration limit);

  /**
   * What came of a message.
   *
   * @param intent what it was taken for
   * @param confidence from 0 to 1
   * @param entities what was found in it
   * @param response the answer, or null where the hub is silent: handed over or opted out
   * @param source {@code llm} or {@code local}
   * @param state of the turn: {@code DONE}, {@code DROPPED}, {@code DEAD} or {@code PARKED}
   * @param reason why it came to that, or null
   */
  record Answer(
      @Nullable String intent,
      double confidence,
      Map<String, Object> entities,
      @Nullable String response,
      @Nullable String source,
      String state,
      @Nullable String reason) {}

  /**
   * Finds a conversation with its last lines.
   *
   * @param key its key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   * @param limit how many lines at most, the last ones
   * @return the conversation, or empty where there is none under this key
   */
  Optional<Conversation> conversation(String key, int limit);

  /**
   * A conversation.
   *
   * @param phone as the provider gave it, or null
   * @param name how the customer calls himself, or null
   * @param lastIntent what his last message was taken for, or null
   * @param awaiting the flow that waits for an answer, or null
   * @param facts what the dialogue has gathered
   * @param bot false while a person answers
   * @param optedOut whether he wants no messages
   * @param startedAt when it began
   * @param lastMessageAt when he last wrote
   * @param lines the last ones, oldest first
   */
  record Conversation(
      @Nullable String phone,
      @Nullable String name,
      @Nullable String lastIntent,
      @Nullable String awaiting,
      Map<String, Object> facts,
      boolean bot,
      boolean optedOut,
      Instant startedAt,
      Instant lastMessageAt,
      List<Line> lines) {}

  /**
   * One line of a chat.
   *
   * @param id of the message
   * @param author {@code CUSTOMER}, {@code PERSON} for our own people, {@code HUB}, {@code
   *     AUTOMATIC} for a greeting or an away message of the WhatsApp Business app
   * @param kind {@code text}, {@code audio} and so on
   * @param text what it says, or null
   * @param at when
   * @param state how far the hub's own message got, or null
   * @param intent what a customer's message was taken for, or null
   * @param firstText what it said before it was corrected, or null
   * @param editedAt when it was corrected last, or null
   * @param deletedAt when it was deleted for everybody, or null
   * @param note why the app is taken for its author, in Portuguese, or null
   */
  record Line(
      UUID id,
      String author,
      String kind,
      @Nullable String text,
      Instant at,
      @Nullable String state,
      @Nullable String intent,
      @Nullable String firstText,
      @Nullable Instant editedAt,
      @Nullable Instant deletedAt,
      @Nullable String note) {}

  /**
   * Forgets where dialogues stand and what they have gathered, so that each begins anew; nothing
   * that was said is deleted.
   *
   * @param conversation the one conversation by its key, or empty for all
   * @return what there was to forget
   */
  Forgotten forget(Optional<String> conversation);

  /**
   * What was forgotten.
   *
   * @param conversations how many conversations begin anew
   * @param dialogues in how many a flow waited for an answer
   * @param facts of how many something was gathered
   */
  record Forgotten(int conversations, int dialogues, int facts) {}

  /**
   * Counts conversations.
   *
   * @param since those in which the customer wrote since then
   * @return how many in all, by last intent, handed over, opted out
   */
  Stats stats(Instant since);

  /**
   * Figures of many conversations.
   *
   * @param conversations how many
   * @param messages what customers wrote in them
   * @param handedOver how many a person answers
   * @param optedOut how many want no messages
   * @param intents how many messages by what they were taken for
   */
  record Stats(
      long conversations,
      long messages,
      long handedOver,
      long optedOut,
      Map<String, Long> intents) {}

  /**
   * Finds what a customer wrote.
   *
   * @param message its id
   * @return the text, or empty where there is no such message or it has none
   */
  Optional<String> textOf(UUID message);
}
