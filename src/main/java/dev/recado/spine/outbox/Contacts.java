package dev.recado.spine.outbox;

import dev.recado.ground.phone.Phones;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether the people on the other side may be written to; the gate reads it at each send. */
public interface Contacts {

  /**
   * What holds for one person, under both forms of a Brazilian number.
   *
   * @param optedOutAt since when nothing is sent at all, or null
   * @param optOutReason why, or null
   * @param handedOverAt since when a person answers instead of the hub, or null
   * @param handedOverTo who, or null
   * @param returnsAt when the hub answers again if nobody says more, or null
   */
  record Standing(
      @Nullable Instant optedOutAt,
      @Nullable String optOutReason,
      @Nullable Instant handedOverAt,
      @Nullable String handedOverTo,
      @Nullable Instant returnsAt) {

    /** Nobody has said anything about this person. */
    public static final Standing NONE = new Standing(null, null, null, null, null);
  }

  /**
   * By which words, and where, somebody refused or allowed our messages.
   *
   * @param channel for example {@code whatsapp}, or null
   * @param words as they were written, or null
   * @param eventId the event that brought them, or null
   */
  record Consent(@Nullable String channel, @Nullable String words, @Nullable UUID eventId) {}

  /**
   * Names the conversation with somebody on WhatsApp; messages of one conversation go in order.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @return the same for both forms of a Brazilian number
   */
  static String conversation(String address) {
    return "whatsapp:" + Phones.matchKey(address);
  }

  /**
   * Looks a person up.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @return {@link Standing#NONE} for a stranger
   */
  Standing of(String address);

  /**
   * Sends this person nothing from now on; what waits is cancelled when its turn comes.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param reason why, or null
   * @param consent how it was said; kept as proof
   */
  void optOut(String address, @Nullable String reason, Consent consent);

  /**
   * Lets this person be written to again; what was cancelled stays cancelled.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param consent how it was said; kept as proof
   */
  void optIn(String address, Consent consent);

  /**
   * Keeps messages about the clients that this number was written to for away from it, for ever.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param consent how it was said; kept as proof
   */
  void wrongPerson(String address, Consent consent);

  /**
   * Silences the hub's answers to this person; notices wait until the conversation is given back.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @param to who answers now, or null
   * @param returnsAt when the hub answers again if nobody says more, or null for never
   * @return whether the hub had the conversation before
   */
  boolean handOver(String address, @Nullable String to, @Nullable Instant returnsAt);

  /**
   * Gives the conversation back to the hub; what waited for that is due at once.
   *
   * @param address the phone's international digits, or the chat id where the phone is hidden
   * @return whether a person had it before
   */
  boolean handBack(String address);

  /**
   * Lists the people whom a person answers.
   *
   * @param conversation the one by its key, or empty for all
   * @return their addresses
   */
  List<String> handedOver(Optional<String> conversation);

  /**
   * Lists conversations whose time with a person is over.
   *
   * @param now the time
   * @param limit how many at most
   * @return their addresses
   */
  List<String> toReturn(Instant now, int limit);

  /**
   * Two conversations turned out to be with one person: what was refused under one key is refused
   * under the other, and what waits goes out in the order of the other.
   *
   * @param from the key that is no more
   * @param to the key that holds from now on
   * @param phone the person's phone in digits, or null where it is not known
   */
  void merge(String from, String to, @Nullable String phone);

  /**
   * The customer wrote from a chat and is reached there; WhatsApp need not be asked.
   *
   * @param conversation its key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param chatId as the provider has it
   * @param at when
   */
  void reachedAt(String conversation, String address, String chatId, Instant at);
}
