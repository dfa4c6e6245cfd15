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
 * Who answers a conversation, the hub or a person; each change is kept with who, when and why.
 *
 * <p>The standing is the contact's, the record is a table of its own.
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
   * Makes it.
   *
   * @param attended tells when somebody can answer whoever asked for a person
   * @param returnAfter how long a person may be silent; zero: for ever
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
   * Who decides, and how it was said.
   *
   * @param who for example {@code Ana Atendente}, {@code admin} or {@code recado}
   * @param via {@code whatsapp}, {@code kommo}, {@code api}, {@code flow} or {@code timer}
   * @param why in Portuguese, or null
   * @param eventId the event that brought it, or null
   */
  public record By(String who, String via, @Nullable String why, @Nullable UUID eventId) {

    /** One of us, nobody knows who. */
    public static final String TEAM = "equipe";

    /** A flow decided it, for the customer: nobody of us has said anything yet. */
    public static final String FLOW = "flow";
  }

  /** What a change was. */
  public enum What {
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
  public record Change(
      Instant at, String conversation, What what, String who, String via, @Nullable String why) {}

  /**
   * How it stands with a conversation.
   *
   * @param bot whether the hub answers
   * @param since when a person took it over, or null
   * @param who answers, or null
   * @param returnsAt when the hub answers again if the person stays silent, or null
   */
  public record State(
      boolean bot, @Nullable Instant since, @Nullable String who, @Nullable Instant returnsAt) {}

  /**
   * Lets a person answer from now on, in the caller's transaction or one of its own.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by who decides
   * @return false where a person answers already; the record says so too
   */
  public boolean take(String address, By by) {
    return inTransaction(() -> takeAtOnce(address, by, true));
  }

  private boolean takeAtOnce(String address, By by, boolean always) {
    boolean taken = contacts.handOver(address, name(address, by), returnsAt(address, by));
    String conversation = Contacts.conversation(address);
    if (taken || always) {
      write(conversation, What.TAKEN, by);
    }
    if (taken) {
      timers.end(conversation, TimerTable.HANDED_OVER, "Uma pessoa assumiu a conversa");
      events.set(conversation, address, by, clock.instant());
    }
    return taken;
  }

  /** Who is known by name stays so, though the company's phone does not tell who holds it. */
  private @Nullable String name(String address, By by) {
    boolean known = contacts.of(address).handedOverTo() != null;
    return known && by.who().equals(By.TEAM) ? null : by.who();
  }

  /**
   * Nobody is silent who is not at work: what a flow hands over waits for somebody to come. Whoever
   * takes it himself is there, whatever the hour.
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
   * @param by who decides
   * @return false where the hub answers already
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
   * Lets the hub answer again wherever a person does, in the caller's transaction or one of its
   * own.
   *
   * @param conversation the one conversation by its key, or empty for all
   * @param by who decides
   * @return how many were given back
   */
  public int giveBackAll(Optional<String> conversation, By by) {
    return (int)
        contacts.handedOver(conversation).stream().filter(address -> giveBack(address, by)).count();
  }

  /**
   * A person wrote to the customer: he has the conversation, and the time until it returns begins
   * anew.
   *
   * <p>Each further message of the same person is no change, and only puts the return off.
   *
   * @param conversation its key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by who wrote
   */
  public void spoke(String conversation, String address, By by) {
    inTransaction(() -> takeAtOnce(address, by, false));
  }

  /**
   * Writes down that an app wrote by itself, and the conversation stays with whoever has it.
   *
   * @param conversation its key
   * @param by the app, and why it is taken for the author
   */
  public void left(String conversation, By by) {
    write(conversation, What.AUTOMATIC, by);
  }

  /**
   * What was taken for a person's words turned out to be an app's: writes that down, and lets the
   * hub answer again where a person had the conversation by these words alone.
   *
   * @param conversation its key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param by the app, why it is taken for the author, and the event that brought these words
   */
  public void neverSpoke(String conversation, String address, By by) {
    left(conversation, by);
    if (by.eventId() != null && restsOn(by.eventId(), conversation)) {
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

  /** Whether nobody has done or said anything since that would keep the conversation. */
  private boolean restsOn(UUID words, String conversation) {
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
        .param("words", words)
        .param("conversation", conversation)
        .query(Boolean.class)
        .single();
  }

  /**
   * Writes down that a change was refused.
   *
   * @param conversation its key
   * @param by who wanted it, and why it was refused
   */
  public void refused(String conversation, By by) {
    write(conversation, What.REFUSED, by);
  }

  /** Gives back what a person has been silent in for too long; tells how many. */
  int returnDue(int most) {
    List<String> due = contacts.toReturn(clock.instant(), most);
    By by =
        new By("recado", "timer", "A pessoa não escreveu mais: a conversa voltou ao robô", null);
    due.forEach(address -> giveBack(address, by));
    if (!due.isEmpty()) {
      log.info("{} conversations went back to the hub, for their people were silent", due.size());
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
   * Tells how it stands.
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
   * @param conversation its key, or empty for all
   * @param limit how many at most, the last ones first
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
