package dev.recado.sales.handover;

import dev.recado.chat.conversation.MergeListener;
import dev.recado.chat.turn.TimerTable;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Contacts.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells who answers a conversation, the hub or a person. Each change is stored with author, time
 * and reason.
 *
 * <p>The current state belongs to the contact; the changes have a table of their own.
 */
public final class HandOvers implements MergeListener {

  private static final Logger log = LoggerFactory.getLogger(HandOvers.class);

  private final JdbcClient jdbc;
  private final Contacts contacts;
  private final TimerTable timers;
  private final TakenEvents events;
  private final TransactionTemplate transaction;
  private final Attended attended;
  private final Duration returnAfter;
  private final Clock clock;

  /**
   * Makes the hand-overs.
   *
   * @param attended tells when a person can answer a customer
   * @param returnAfter how long a person may be silent; with zero, the conversation never returns
   */
  HandOvers(
      JdbcClient jdbc,
      Contacts contacts,
      TimerTable timers,
      TakenEvents events,
      TransactionTemplate transaction,
      Attended attended,
      Duration returnAfter,
      Clock clock) {
    this.jdbc = jdbc;
    this.contacts = contacts;
    this.timers = timers;
    this.events = events;
    this.transaction = transaction;
    this.attended = attended;
    this.returnAfter = returnAfter;
    this.clock = clock;
  }

  /**
   * The author of a change, and the way it was made.
   *
   * @param who the author, for example {@code Ana Atendente}, {@code admin} or {@code recado}
   * @param via {@code whatsapp}, {@code kommo}, {@code api}, {@code flow} or {@code timer}
   * @param why the reason in Portuguese, or null
   * @param eventId the event that caused the change, or null
   */
  public record By(String who, String via, @Nullable String why, @Nullable UUID eventId) {

    /** An unknown member of the team. */
    public static final String TEAM = "equipe";

    /** A flow decided for the customer. No person has written yet. */
    public static final String FLOW = "flow";
  }

  /** The kinds of change. */
  public enum What {
    /** A person answers from now on. */
    TAKEN,
    /** The hub answers again. */
    RETURNED,
    /** The author of the request was not allowed to change it, or is unknown. */
    REFUSED,
    /** No change: an app wrote by itself, and an app is no person. */
    AUTOMATIC
  }

  /**
   * One line of the record.
   *
   * @param at the time
   * @param conversation the conversation's key; for a refused command, that of the command's chat
   * @param what the kind of change
   * @param who the author
   * @param via the way the change was made
   * @param why the reason in Portuguese, or null
   */
  public record Change(
      Instant at, String conversation, What what, String who, String via, @Nullable String why) {}

  /**
   * The state of a conversation.
   *
   * @param bot whether the hub answers
   * @param since when a person took it over, or null
   * @param who the person that answers, or null
   * @param returnsAt when the hub answers again if the person stays silent, or null
   */
  public record State(
      boolean bot, @Nullable Instant since, @Nullable String who, @Nullable Instant returnsAt) {}

  /**
   * Hands the conversation over to a person, in the caller's transaction or one of its own.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by the author
   * @return false if a person answers already; the record is written in that case too
   */
  public boolean take(String address, By by) {
    return inTransaction(() -> takeOver(address, by, true));
  }

  private boolean takeOver(String address, By by, boolean recordAlways) {
    boolean taken = contacts.handOver(address, name(address, by), returnsAt(address, by));
    String conversation = Contacts.conversation(address);
    if (taken || recordAlways) {
      write(conversation, What.TAKEN, by);
    }
    if (taken) {
      timers.end(conversation, TimerTable.HANDED_OVER, "Uma pessoa assumiu a conversa");
      events.set(conversation, address, by, clock.instant());
    }
    return taken;
  }

  /** A known name stays: the company's phone does not tell which person holds it. */
  private @Nullable String name(String address, By by) {
    boolean known = contacts.of(address).handedOverTo() != null;
    return known && by.who().equals(By.TEAM) ? null : by.who();
  }

  /**
   * A hand-over by a flow waits until somebody is at work: the silence counts only from then. A
   * person's own take-over counts at once, at any hour.
   */
  private @Nullable Instant returnsAt(String address, By by) {
    if (returnAfter.isZero()) {
      return null;
    }
    Instant now = clock.instant();
    Instant from =
        by.via().equals(By.FLOW) ? attended.from(Contacts.conversation(address), now) : now;
    return from.plus(returnAfter);
  }

  /**
   * Lets the hub answer again, in the caller's transaction or one of its own.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by the author
   * @return false if the hub answers already
   */
  public boolean giveBack(String address, By by) {
    return inTransaction(
        () -> {
          boolean returned = contacts.handBack(address);
          if (returned) {
            write(Contacts.conversation(address), What.RETURNED, by);
          }
          return returned;
        });
  }

  /**
   * Lets the hub answer all conversations again that a person has, in the caller's transaction or
   * one of its own.
   *
   * @param conversation the key of a single conversation, or empty for all
   * @param by the author
   * @return the number of returned conversations
   */
  public int giveBackAll(Optional<String> conversation, By by) {
    return (int)
        contacts.handedOver(conversation).stream().filter(address -> giveBack(address, by)).count();
  }

  /**
   * A person wrote to the customer: the person takes over the conversation, and the time until its
   * return starts again.
   *
   * <p>A further message of the same person is no change. It only delays the return.
   *
   * @param conversation the conversation's key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by the author of the message
   */
  public void spoke(String conversation, String address, By by) {
    inTransaction(() -> takeOver(address, by, false));
  }

  /**
   * Records that an app wrote by itself. The conversation does not change hands.
   *
   * @param conversation the conversation's key
   * @param by the app, and the reason to regard it as the author
   */
  public void left(String conversation, By by) {
    write(conversation, What.AUTOMATIC, by);
  }

  /**
   * Corrects a take-over: an app wrote the message, not a person. Records that, and lets the hub
   * answer again if the take-over rests on this message alone.
   *
   * @param conversation the conversation's key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by the app, the reason to regard it as the author, and the event of the message
   */
  public void neverSpoke(String conversation, String address, By by) {
    left(conversation, by);
    if (by.eventId() != null && restsOnlyOn(by.eventId(), conversation)) {
      events.takeBack(conversation, "Ninguém assumiu a conversa: a mensagem era automática");
      giveBack(
          address,
          new By(
              "recado",
              by.via(),
              "O que parecia uma pessoa era automático: a conversa voltou ao robô",
              by.eventId()));
    }
  }

  /** Whether the take-over rests on this message alone: nobody has acted or written since. */
  private boolean restsOnlyOn(UUID messageEvent, String conversation) {
    return jdbc.sql(
            """
            select coalesce((select what = 'TAKEN' and event_id = :words from hand_over_change
                              where conversation = :conversation and what in ('TAKEN', 'RETURNED')
                              order by id desc limit 1), false)
               and not exists (
                     select 1 from chat_message_read p join chat_message_read w on w.id = :words
                      where p.conversation = :conversation and p.author = 'PERSON' and not p.late
                        and p.seq > w.seq)
            """)
        .param("words", messageEvent)
        .param("conversation", conversation)
        .query(Boolean.class)
        .single();
  }

  /**
   * Records a refused change.
   *
   * @param conversation the conversation's key
   * @param by the author of the request, and the reason of the refusal
   */
  public void refused(String conversation, By by) {
    write(conversation, What.REFUSED, by);
  }

  /** Returns the conversations whose person was silent for too long; gives their number. */
  int returnDue(int most) {
    List<String> due = contacts.toReturn(clock.instant(), most);
    By by =
        new By("recado", "timer", "A pessoa não escreveu mais: a conversa voltou ao robô", null);
    due.forEach(address -> giveBack(address, by));
    if (!due.isEmpty()) {
      log.info("{} conversations went back to the hub after a long silence", due.size());
    }
    return due.size();
  }

  private boolean inTransaction(BooleanSupplier change) {
    return Boolean.TRUE.equals(transaction.execute(status -> change.getAsBoolean()));
  }

  private void write(String conversation, What what, By by) {
    jdbc.sql(
            """
            insert into hand_over_change (conversation, at, what, who, via, why, event_id)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            conversation,
            Timestamp.from(clock.instant()),
            what.name(),
            by.who(),
            by.via(),
            by.why(),
            by.eventId())
        .update();
  }

  /**
   * Tells the state of a conversation.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   */
  public State of(String address) {
    Standing standing = contacts.of(address);
    return new State(
        standing.handedOverAt() == null,
        standing.handedOverAt(),
        standing.handedOverTo(),
        standing.returnsAt());
  }

  /**
   * Lists the changes.
   *
   * @param conversation the conversation's key, or empty for all
   * @param limit the largest number of changes; the last ones come first
   */
  public List<Change> changes(Optional<String> conversation, int limit) {
    return jdbc.sql(
            """
            select * from hand_over_change
             where :conversation::text is null or conversation = :conversation
             order by at desc, id desc limit :limit
            """)
        .param("conversation", conversation.orElse(null))
        .param("limit", limit)
        .query((row, n) -> change(row))
        .list();
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getTimestamp("at").toInstant(),
        row.getString("conversation"),
        What.valueOf(row.getString("what")),
        row.getString("who"),
        row.getString("via"),
        row.getString("why"));
  }

  @Override
  public void merged(String from, String to) {
    jdbc.sql("update hand_over_change set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
  }
}
