package dev.recado.sales.handover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who answers a conversation, the hub or a person; each change is kept with who, when and why. */
public interface HandOvers {

  /**
   * Who decides, and how it was said.
   *
   * @param who for example {@code Ana Atendente}, {@code admin} or {@code recado}
   * @param via {@code whatsapp}, {@code kommo}, {@code api}, {@code flow} or {@code timer}
   * @param why in Portuguese, or null
   * @param eventId the event that brought it, or null
   */
  record By(String who, String via, @Nullable String why, @Nullable UUID eventId) {

    /** One of us, nobody knows who. */
    public static final String TEAM = "equipe";

    /** A flow decided it, for the customer: nobody of us has said anything yet. */
    public static final String FLOW = "flow";
  }

  /** What a change was. */
  enum What {
    /** A person answers from now on. */
    TAKEN,
    /** The hub answers again. */
    RETURNED,
    /** Somebody wanted a change who may not, or of whom nobody knows. */
    REFUSED,
    /** Nothing: an app wrote by itself, and that is no person. */
    AUTOMATIC
  }

  /**
   * One line of the record.
   *
   * @param at when
   * @param conversation its key; for a refused command the one it came from
   * @param what what changed
   * @param who who decided
   * @param via how it was said
   * @param why in Portuguese, or null
   */
  record Change(
      Instant at, String conversation, What what, String who, String via, @Nullable String why) {}

  /**
   * How it stands with a conversation.
   *
   * @param bot whether the hub answers
   * @param since when a person took it over, or null
   * @param who answers, or null
   * @param returnsAt when the hub answers again if the person stays silent, or null
   */
  record State(
      boolean bot, @Nullable Instant since, @Nullable String who, @Nullable Instant returnsAt) {}

  /**
   * Lets a person answer from now on, in the caller's transaction or one of its own.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by who decides
   * @return false where a person answers already; the record says so too
   */
  boolean take(String address, By by);

  /**
   * Lets the hub answer again, in the caller's transaction or one of its own.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by who decides
   * @return false where the hub answers already
   */
  boolean giveBack(String address, By by);

  /**
   * Lets the hub answer again wherever a person does, in the caller's transaction or one of its
   * own.
   *
   * @param conversation the one conversation by its key, or empty for all
   * @param by who decides
   * @return how many were given back
   */
  int giveBackAll(Optional<String> conversation, By by);

  /**
   * A person wrote to the customer: he has the conversation, and the time until it returns begins
   * anew.
   *
   * @param conversation its key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by who wrote
   */
  void spoke(String conversation, String address, By by);

  /**
   * Writes down that an app wrote by itself, and the conversation stays with whoever has it.
   *
   * @param conversation its key
   * @param by the app, and why it is taken for the author
   */
  void left(String conversation, By by);

  /**
   * What was taken for a person's words turned out to be an app's: writes that down, and lets the
   * hub answer again where a person had the conversation by these words alone.
   *
   * @param conversation its key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by the app, why it is taken for the author, and the event that brought these words
   */
  void neverSpoke(String conversation, String address, By by);

  /**
   * Writes down that a change was refused.
   *
   * @param conversation its key
   * @param by who wanted it, and why it was refused
   */
  void refused(String conversation, By by);

  /**
   * Tells how it stands.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   */
  State of(String address);

  /**
   * Lists the changes.
   *
   * @param conversation its key, or empty for all
   * @param limit how many at most, the last ones first
   */
  List<Change> changes(Optional<String> conversation, int limit);
}
