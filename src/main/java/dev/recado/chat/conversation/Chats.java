package dev.recado.chat.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.recado.spine.ingress.InboundLog;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.outbox.Contacts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Conversations in the form that people and other programs see. */
public final class Chats {

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final long LOOK_EVERY_MILLIS = 50;

  private final JdbcClient jdbc;
  private final ObjectReader objects;
  private final OwnRecords records;
  private final InboundLog inbound;
  private final Clock clock;

  Chats(JdbcClient jdbc, ObjectMapper json, InboundLog inbound, Clock clock) {
    this.jdbc = jdbc;
    // An amount keeps its exact value.
    this.objects = json.readerFor(OBJECT).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    this.records = new OwnRecords(ChatEvents.SOURCE, json);
    this.inbound = inbound;
    this.clock = clock;
  }

  /**
   * The result of a message.
   *
   * @param intent the message's intent
   * @param confidence from 0 to 1
   * @param entities the entities in the message
   * @param response the answer, or null if the hub is silent: handed over or opted out
   * @param source {@code llm} or {@code local}
   * @param state the state of the turn: {@code DONE}, {@code DROPPED}, {@code DEAD} or {@code
   *     PARKED}
   * @param reason the reason of that state, or null
   */
  public record Answer(
      @Nullable String intent,
      double confidence,
      Map<String, Object> entities,
      @Nullable String response,
      @Nullable String source,
      String state,
      @Nullable String reason) {}

  /**
   * A conversation.
   *
   * @param phone the phone as the provider gave it, or null
   * @param name the customer's own name, or null
   * @param lastIntent the intent of the customer's last message, or null
   * @param awaiting the flow that waits for an answer, or null
   * @param facts what the dialogue has gathered
   * @param bot false while a person answers
   * @param optedOut whether the customer has opted out
   * @param startedAt when it began
   * @param lastMessageAt when the customer last wrote
   * @param lines the last lines, oldest first
   */
  public record Conversation(
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
   * @param id the message's id
   * @param author {@code CUSTOMER}, {@code PERSON} for the team, {@code HUB}, {@code AUTOMATIC} for
   *     a greeting or an away message of the WhatsApp Business app
   * @param kind {@code text}, {@code audio} and so on
   * @param text the text, or null
   * @param at the time
   * @param state the delivery state of the hub's own message, or null
   * @param intent the intent of a customer's message, or null
   * @param firstText the text before the first correction, or null
   * @param editedAt the time of the last correction, or null
   * @param deletedAt the time of the deletion for everybody, or null
   * @param note why the message counts as the app's, in Portuguese, or null
   * @param mediaId the file of the message, for {@code GET /api/media/{id}}, or null
   * @param channel the channel by which it came or goes, or null
   */
  public record Line(
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
      @Nullable String note,
      @Nullable UUID mediaId,
      @Nullable String channel) {}

  /**
   * Counts of forgotten state.
   *
   * @param conversations the conversations that begin again
   * @param dialogues those in which a flow waited for an answer
   * @param facts those with gathered facts
   */
  public record Forgotten(int conversations, int dialogues, int facts) {}

  /**
   * Figures of many conversations.
   *
   * @param conversations the number of conversations
   * @param messages the customers' messages in them
   * @param handedOver the conversations that a person answers
   * @param optedOut the conversations of customers who opted out
   * @param intents the number of messages by intent
   */
  public record Stats(
      long conversations,
      long messages,
      long handedOver,
      long optedOut,
      Map<String, Long> intents) {}

  /**
   * Accepts a message as if the customer had written it. The answer goes to the caller.
   *
   * @param phone the customer's international digits
   * @param message the customer's message
   * @return the message's id, once it is stored durably; fails with {@link
   *     dev.recado.spine.ingress.LogAwayException} if the log is unavailable
   */
  public CompletableFuture<UUID> handIn(String phone, String message) {
    Identity identity = new Identity(UUID.randomUUID().toString(), Contacts.conversation(phone));
    InboundRecord record =
        records.write(identity, Map.of("phone", phone, "text", message), clock.instant());
    return inbound.append(record).thenApply(nothing -> record.id());
  }

  /**
   * Waits for the answer to an accepted message.
   *
   * <p>Another process may answer it, so the method reads the table.
   *
   * @param message the message's id
   * @param limit how long to wait
   * @return the answer, or empty if there is none within the limit
   */
  public Optional<Answer> answer(UUID message, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    Optional<Answer> answer = look(message);
    while (answer.isEmpty() && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
      answer = look(message);
    }
    return answer;
  }

  /** An event of its own confirms an appointment, and continues the turn. */
  private Optional<Answer> look(UUID message) {
    return jdbc.sql(
            """
            with work as (
              select t.id, t.state, t.reason
                from chat_message m join event_read t on t.id = m.turn_id where m.id = :message
              union all
              select s.id, s.state, s.reason
                from chat_message m join event_note_read n on n.event_id = m.turn_id
                                                     and n.what = 'CONTINUED'
                                    join event_read s on s.id = n.detail::uuid
               where m.id = :message)
            select m.*, last.state, last.reason,
                   (select string_agg(o.payload::jsonb ->> 'text', E'\\n\\n' order by o.seq)
                      from outbox_read o
                     where o.event_id in (select id from work) and o.connector = 'api') as response
              from chat_message m
                   join lateral (select state, reason from work
                                  order by state = 'DONE' limit 1) last on true
             where m.id = :message
               and not exists (select 1 from work where state in ('WAITING', 'RETRY'))
            """)
        .param("message", message)
        .query((row, n) -> answer(row))
        .optional();
  }

  private Answer answer(ResultSet row) throws SQLException {
    return new Answer(
        row.getString("intent"),
        row.getDouble("confidence"),
        object(row.getString("entities")),
        row.getString("response"),
        row.getString("intent_source"),
        row.getString("state"),
        row.getString("reason"));
  }

  private Map<String, Object> object(@Nullable String text) {
    try {
      return text == null ? Map.of() : objects.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The JSON object in the table was not written by a hub", e);
    }
  }

  /**
   * Finds a conversation with its last lines.
   *
   * @param key the conversation's key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   * @param limit the largest number of lines
   * @return the conversation, or empty if there is none of this key
   */
  public Optional<Conversation> conversation(String key, int limit) {
    return jdbc.sql(
            """
            select c.*, k.opted_out_at, k.handed_over_at
              from conversation c left join contact_read k on k.conversation = c.key where c.key = ?
            """)
        .param(key)
        .query((row, n) -> conversation(row, lines(key, limit)))
        .optional();
  }

  private Conversation conversation(ResultSet row, List<Line> lines) throws SQLException {
    return new Conversation(
        row.getString("phone"),
        row.getString("name"),
        row.getString("last_intent"),
        row.getString("awaiting"),
        object(row.getString("facts")),
        row.getTimestamp("handed_over_at") == null,
        row.getTimestamp("opted_out_at") != null,
        row.getTimestamp("started_at").toInstant(),
        row.getTimestamp("last_message_at").toInstant(),
        lines);
  }

  private List<Line> lines(String key, int limit) {
    List<Line> lines =
        new ArrayList<>(
            jdbc.sql("select * from chat_line where conversation = ? order by at desc limit ?")
                .params(key, limit)
                .query((row, n) -> line(row))
                .list());
    Collections.reverse(lines);
    return lines;
  }

  private static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getObject("id", UUID.class),
        row.getString("author"),
        row.getString("kind"),
        row.getString("text"),
        row.getTimestamp("at").toInstant(),
        row.getString("state"),
        row.getString("intent"),
        row.getString("first_text"),
        instant(row, "edited_at"),
        instant(row, "revoked_at"),
        row.getString("note"),
        row.getObject("media_id", UUID.class),
        row.getString("channel"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /**
   * Forgets the state and the facts of dialogues, so that each begins again. Messages stay.
   *
   * <p>The query reads the rows before the update: an update returns only the new state.
   *
   * @param conversation the key of a single conversation, or empty for all
   * @return the counts of forgotten state
   */
  public Forgotten forget(Optional<String> conversation) {
    return jdbc.sql(
            """
            with before as (
              select key, awaiting is not null as asked, facts <> '{}' as knew from conversation
               where :conversation::text is null or key = :conversation
                 for update),
            after as (
              update conversation c set awaiting = null, facts = '{}', reset_at = :now
                from before where c.key = before.key)
            select count(*) as conversations, count(*) filter (where asked) as dialogues,
                   count(*) filter (where knew) as facts
              from before
            """)
        .param("conversation", conversation.orElse(null))
        .param("now", Timestamp.from(clock.instant()))
        .query(
            (row, n) ->
                new Forgotten(
                    row.getInt("conversations"), row.getInt("dialogues"), row.getInt("facts")))
        .single();
  }

  /**
   * Counts conversations.
   *
   * @param since only conversations in which the customer wrote since then
   * @return the number of all, by last intent, handed over, opted out
   */
  public Stats stats(Instant since) {
    return jdbc.sql(
            """
            select count(*) as conversations, count(k.handed_over_at) as handed_over,
                   count(k.opted_out_at) as opted_out
              from conversation c left join contact_read k on k.conversation = c.key
             where c.last_message_at >= ?
            """)
        .param(Timestamp.from(since))
        .query(
            (row, n) -> {
              Map<String, Long> intents = intents(since);
              return new Stats(
                  row.getLong("conversations"),
                  intents.values().stream().mapToLong(Long::longValue).sum(),
                  row.getLong("handed_over"),
                  row.getLong("opted_out"),
                  intents);
            })
        .single();
  }

  private Map<String, Long> intents(Instant since) {
    Map<String, Long> intents = new LinkedHashMap<>();
    jdbc.sql(
            """
            select coalesce(intent, 'nenhuma') as intent, count(*) as messages from chat_message
             where author = 'CUSTOMER' and received_at >= ? group by 1 order by 2 desc, 1
            """)
        .param(Timestamp.from(since))
        .query(
            row -> {
              intents.put(row.getString(1), row.getLong(2));
            });
    return intents;
  }

  /**
   * Finds the text of a customer's message.
   *
   * @param message the message's id
   * @return the text, or empty if there is no such message or it has no text
   */
  public Optional<String> textOf(UUID message) {
    return jdbc.sql("select text from chat_message where id = ? and text is not null")
        .param(message)
        .query(String.class)
        .optional();
  }
}
