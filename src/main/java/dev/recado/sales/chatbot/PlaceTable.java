package dev.recado.sales.chatbot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.MergeListener;
import dev.recado.ground.database.NumberedRows;
import dev.recado.ground.database.Retention;
import dev.recado.ground.database.StorableText;
import dev.recado.ground.web.Rows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The places of customers, and each stay in a step, in PostgreSQL. */
final class PlaceTable implements MergeListener, Retention {

  private static final TypeReference<Map<String, Object>> MEMORY = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final NumberedRows old;
  private final MeterRegistry meters;

  PlaceTable(JdbcClient jdbc, ObjectMapper json, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.json = json;
    this.meters = meters;
    this.old = new NumberedRows(jdbc, "chatbot_stay", "entered_at", "r.left_at is not null", "");
  }

  Optional<Place> of(String conversation) {
    return jdbc.sql("select * from chatbot_place where conversation = ?")
        .param(conversation)
        .query((row, n) -> place(row))
        .optional();
  }

  private Place place(ResultSet row) throws SQLException {
    return new Place(
        row.getLong("chatbot"),
        row.getObject("run", UUID.class),
        row.getString("step"),
        List.of((String[]) row.getArray("trail").getArray()),
        row.getInt("misses"),
        memory(row.getString("memory")),
        Rows.at(row, "expires_at"));
  }

  private Map<String, Object> memory(String written) {
    try {
      return json.readValue(written, MEMORY);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The memory of a chatbot's place is no JSON object", e);
    }
  }

  void keep(String conversation, Place place, Instant now) {
    jdbc.sql(
            """
            insert into chatbot_place (conversation, chatbot, run, step, trail, misses, memory,
                                       entered_at, updated_at, expires_at)
            values (:conversation, :chatbot, :run, :step, :trail, :misses, :memory,
                    :now, :now, :expires)
            on conflict (conversation) do update
               set chatbot = excluded.chatbot, run = excluded.run, step = excluded.step,
                   trail = excluded.trail, misses = excluded.misses, memory = excluded.memory,
                   entered_at = case when chatbot_place.run = excluded.run
                                      and chatbot_place.step = excluded.step
                                     then chatbot_place.entered_at else excluded.entered_at end,
                   updated_at = excluded.updated_at, expires_at = excluded.expires_at
            """)
        .param("conversation", conversation)
        .param("chatbot", place.chatbot())
        .param("run", place.run())
        .param("step", place.step())
        .param("trail", place.trail().toArray(String[]::new))
        .param("misses", place.misses())
        .param("memory", StorableText.clean(write(place.memory())))
        .param("now", Timestamp.from(now))
        .param("expires", Timestamp.from(place.expiresAt()))
        .update();
  }

  private String write(Map<String, Object> memory) {
    try {
      return json.writeValueAsString(memory);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }

  void forget(String conversation) {
    jdbc.sql("delete from chatbot_place where conversation = ?").param(conversation).update();
  }

  /** How a stay in a step ended. */
  enum Ending {
    NEXT,
    END,
    CANCELLED,
    BACK,
    MENU,
    HANDED_OVER,
    TIMED_OUT,
    OTHER
  }

  /** Ends the walk before, if there is one, because a new one begins now. */
  void leaveBefore(String conversation, Instant now) {
    Optional<Place> before = of(conversation);
    boolean late = before.filter(place -> !place.expiresAt().isAfter(now)).isPresent();
    leave(
        conversation,
        late ? Ending.TIMED_OUT : Ending.OTHER,
        before.map(Place::misses).orElse(0),
        now);
  }

  /** Ends the customer's stay, and counts it; nothing happens to a customer in no step. */
  void leave(String conversation, Ending ending, int misses, Instant now) {
    jdbc.sql(
            """
            update chatbot_stay set left_at = :now, ending = :ending, misses = :misses
             where conversation = :conversation and left_at is null
            returning step, (select name from chatbot where id = chatbot_stay.chatbot) as chatbot
            """)
        .param("now", Timestamp.from(now))
        .param("ending", ending.name())
        .param("misses", misses)
        .param("conversation", conversation)
        .query(
            row -> {
              count(row, ending);
            });
  }

  private void count(ResultSet left, Ending ending) throws SQLException {
    meters
        .counter(
            "recado.chatbot.steps",
            List.of(
                Tag.of("chatbot", left.getString("chatbot")),
                Tag.of("step", left.getString("step")),
                Tag.of("ending", ending.name().toLowerCase(Locale.ROOT))))
        .increment();
  }

  void enter(String conversation, long chatbot, UUID run, String step, Instant now) {
    jdbc.sql(
            """
            insert into chatbot_stay (run, chatbot, step, conversation, entered_at)
            values (?, ?, ?, ?, ?)
            """)
        .params(run, chatbot, step, conversation, Timestamp.from(now))
        .update();
  }

  private record Gone(String conversation, int misses, boolean handedOver) {}

  /**
   * Ends the stays of customers who have left, some at a time. A person answers those who asked for
   * one; they have not stopped answering.
   */
  int timeOut(Instant now, int most) {
    List<Gone> gone =
        jdbc.sql(
                """
                delete from chatbot_place p
                 where conversation in (select conversation from chatbot_place
                                         where expires_at <= :now order by expires_at
                                         limit :most for update skip locked)
                returning conversation, misses,
                          exists (select 1 from contact_read c
                                   where c.conversation = p.conversation
                                     and c.handed_over_at >= p.entered_at) as handed_over
                """)
            .param("now", Timestamp.from(now))
            .param("most", most)
            .query(Gone.class)
            .list();
    gone.forEach(
        it ->
            leave(
                it.conversation(),
                it.handedOver() ? Ending.HANDED_OVER : Ending.TIMED_OUT,
                it.misses(),
                now));
    return gone.size();
  }

  @Override
  public Kind kind() {
    return Kind.EVENTS;
  }

  @Override
  public String table() {
    return "chatbot_stay";
  }

  /** A customer who is still in a step is no old row. */
  @Override
  public Batch delete(Instant older, @Nullable String after, int atMost) {
    return old.delete(older, after, atMost);
  }

  void failed(long chatbot, String step, java.time.LocalDate day) {
    jdbc.sql(
            """
            insert into chatbot_error (chatbot, step, day, count)
            select :chatbot, :step, :day, 1 where exists (select 1 from chatbot where id = :chatbot)
            on conflict (chatbot, step, day) do update set count = chatbot_error.count + 1
            """)
        .param("chatbot", chatbot)
        .param("step", step)
        .param("day", day)
        .update();
  }

  /** Of two places the newer one stays. */
  @Override
  public void merged(String from, String to) {
    jdbc.sql(
            """
            delete from chatbot_place p using chatbot_place other
             where p.conversation in (:from, :to) and other.conversation in (:from, :to)
               and p.conversation <> other.conversation and p.updated_at < other.updated_at
            """)
        .param("from", from)
        .param("to", to)
        .update();
    jdbc.sql(
            """
            update chatbot_place set conversation = :to
             where conversation = :from
               and not exists (select 1 from chatbot_place where conversation = :to)
            """)
        .param("to", to)
        .param("from", from)
        .update();
    jdbc.sql("update chatbot_stay set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
  }
}
