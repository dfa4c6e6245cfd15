package dev.recado.sales.seller;

import dev.recado.chat.conversation.MergeListener;
import dev.recado.sales.seller.Assignments.Held;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Which leads were won and lost. */
public final class Outcomes implements MergeListener {

  private final JdbcClient jdbc;
  private final Assignments assignments;
  private final Pools pools;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Outcomes(
      JdbcClient jdbc,
      Assignments assignments,
      Pools pools,
      TransactionTemplate transaction,
      Clock clock) {
    this.jdbc = jdbc;
    this.assignments = assignments;
    this.pools = pools;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A stored outcome.
   *
   * @param id the hub's own id
   * @param seller the id of the seller whose lead it was
   * @param area the lead's area, or null
   * @param outcome how it ended
   * @param at when it ended
   * @param changed whether this call changed something
   */
  public record Stored(
      long id, long seller, @Nullable String area, Outcome outcome, Instant at, boolean changed) {}

  /**
   * Closes a conversation's lead, in the caller's transaction or one of its own. A second outcome
   * of the same lead replaces the first one: its time stays unless a lost lead turns out as won, or
   * a won one as lost; what is not known now stays as it was. Each change is in the log.
   *
   * @param conversation the conversation's key
   * @param outcome how it ended
   * @return the present outcome; empty if the conversation never had a seller
   */
  public Optional<Stored> close(String conversation, Outcome outcome) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              pools.lock();
              return assignments.of(conversation).map(held -> close(held, outcome));
            }));
  }

  private Stored close(Held held, Outcome outcome) {
    Optional<Stored> before = held.closed() ? current(held.conversation()) : Optional.empty();
    if (!held.closed()) {
      assignments.close(held);
    }
    Stored stored =
        before
            .filter(it -> sameLead(it.outcome(), outcome))
            .map(it -> correct(it, outcome))
            .orElseGet(() -> insert(held, outcome));
    if (stored.changed()) {
      log(held, stored);
    }
    return stored;
  }

  /**
   * Finds the present outcome of a conversation's lead.
   *
   * @param conversation the conversation's key
   * @return empty while the lead is open, and if nobody told how it ended
   */
  public Optional<Stored> current(String conversation) {
    return jdbc.sql(
            """
            select o.* from lead_outcome o join assignment g on g.outcome = o.id
             where g.conversation = ?
            """)
        .param(conversation)
        .query((row, n) -> stored(row))
        .optional();
  }

  /** Another lead of the same customer is no correction. */
  private static boolean sameLead(Outcome known, Outcome told) {
    return known.lead() == null || told.lead() == null || known.lead().equals(told.lead());
  }

  private Stored insert(Held held, Outcome outcome) {
    Stored stored =
        jdbc.sql(
                """
                insert into lead_outcome (conversation, seller, area, won, value, reason, lead, by, at)
                values (:conversation, :seller, :area, :won, :value::numeric, :reason, :lead, :by, :at)
                returning *
                """)
            .param("conversation", held.conversation())
            .param("seller", held.seller())
            .param("area", held.area())
            .param("won", outcome.won())
            .param("value", outcome.value())
            .param("reason", outcome.reason())
            .param("lead", outcome.lead())
            .param("by", outcome.by())
            .param("at", Timestamp.from(clock.instant()))
            .query((row, n) -> stored(row))
            .single();
    jdbc.sql("update assignment set outcome = ? where conversation = ?")
        .params(stored.id(), held.conversation())
        .update();
    return stored;
  }

  private Stored correct(Stored before, Outcome told) {
    Outcome known = before.outcome();
    boolean same = known.won() == told.won();
    BigDecimal value = told.value() == null && same ? known.value() : told.value();
    String reason = told.reason() == null && same ? known.reason() : told.reason();
    String lead = told.lead() == null ? known.lead() : told.lead();
    boolean changed =
        !same || !equal(value, known.value()) || !Objects.equals(reason, known.reason());
    if (!changed) {
      return new Stored(before.id(), before.seller(), before.area(), known, before.at(), false);
    }
    return jdbc.sql(
            """
            update lead_outcome
               set won = :won, value = :value::numeric, reason = :reason, lead = :lead, by = :by,
                   at = :at
             where id = :id
            returning *
            """)
        .param("won", told.won())
        .param("value", value)
        .param("reason", reason)
        .param("lead", lead)
        .param("by", told.by())
        .param("at", Timestamp.from(same ? before.at() : clock.instant()))
        .param("id", before.id())
        .query((row, n) -> stored(row))
        .single();
  }

  private static boolean equal(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null ? one == other : one.compareTo(other) == 0;
  }

  private void log(Held held, Stored stored) {
    Outcome outcome = stored.outcome();
    String value = outcome.value() == null ? "" : "R$ " + outcome.value().toPlainString() + "; ";
    String reason = outcome.reason() == null ? "" : outcome.reason() + "; ";
    jdbc.sql(
            """
            insert into assignment_log (conversation, at, what, seller, area, why)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            held.conversation(),
            Timestamp.from(clock.instant()),
            outcome.won() ? "WON" : "LOST",
            stored.seller(),
            stored.area(),
            value + reason + "por " + outcome.by())
        .update();
  }

  /**
   * Finds the conversation of a lead that has ended. The hub no longer links an ended lead with its
   * contact, but the CRM may correct it.
   *
   * @param lead the lead's id in the CRM
   * @return the conversation, if its present outcome is that of this lead
   */
  public Optional<String> conversationOf(String lead) {
    return jdbc.sql(
            """
            select g.conversation from lead_outcome o join assignment g on g.outcome = o.id
             where o.lead = ? order by o.id desc limit 1
            """)
        .param(lead)
        .query(String.class)
        .optional();
  }

  /**
   * Won and lost leads.
   *
   * @param won how many were won
   * @param lost how many were lost
   * @param value the sum of the won ones in reais
   */
  public record Sales(int won, int lost, BigDecimal value) {

    static final Sales NONE = new Sales(0, 0, new BigDecimal("0.00"));

    /**
     * Tells which part of the ended leads was won.
     *
     * @return 0 to 1 with four decimals, or null if none has ended
     */
    public @Nullable BigDecimal conversion() {
      return won + lost == 0
          ? null
          : BigDecimal.valueOf(won)
              .divide(BigDecimal.valueOf((long) won + lost), 4, RoundingMode.HALF_UP);
    }
  }

  Map<Long, Sales> bySeller(Instant from, Instant to) {
    Map<Long, Sales> sales = new HashMap<>();
    sums("seller", from, to)
        .query(
            row -> {
              sales.put(row.getLong("who"), sales(row));
            });
    return sales;
  }

  /** By the area's name; a lead without an area counts for the empty text. */
  Map<String, Sales> byArea(Instant from, Instant to) {
    Map<String, Sales> sales = new HashMap<>();
    sums("coalesce(area, '')", from, to)
        .query(
            row -> {
              sales.put(row.getString("who"), sales(row));
            });
    return sales;
  }

  private JdbcClient.StatementSpec sums(String by, Instant from, Instant to) {
    return jdbc.sql(
            """
            select %s as who, count(*) filter (where won) as won,
                   count(*) filter (where not won) as lost, coalesce(sum(value), 0.00) as value
              from lead_outcome where at >= ? and at < ? group by 1
            """
                .formatted(by))
        .params(Timestamp.from(from), Timestamp.from(to));
  }

  private static Sales sales(ResultSet row) throws SQLException {
    return new Sales(row.getInt("won"), row.getInt("lost"), row.getBigDecimal("value"));
  }

  @Override
  public void merged(String from, String to) {
    jdbc.sql("update lead_outcome set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getLong("id"),
        row.getLong("seller"),
        row.getString("area"),
        new Outcome(
            row.getBoolean("won"),
            row.getBigDecimal("value"),
            row.getString("reason"),
            row.getString("lead"),
            row.getString("by")),
        row.getTimestamp("at").toInstant(),
        true);
  }
}
