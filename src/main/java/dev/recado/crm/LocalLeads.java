package dev.recado.crm;

import dev.recado.flow.UnprocessableException;
import dev.recado.outbox.Outcome;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps leads in the hub's own table, for the Kamelet {@code local-lead-sink}.
 *
 * <p>One open lead a person: what comes later is added to it. The external id stays with the words
 * that were added, and so tells what has been added before.
 */
public final class LocalLeads {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  LocalLeads(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Saves a lead and leaves the outcome as the variable {@code outcome}.
   *
   * @param exchange whose body is the payload of a {@code crm-lead}
   */
  public void save(Exchange exchange) {
    exchange.setVariable("outcome", outcome(exchange.getMessage().getBody(Map.class)));
  }

  private Outcome outcome(Map<?, ?> payload) {
    try {
      return new Outcome.Done("lead:" + save(LeadFacts.of(payload)), null);
    } catch (UnprocessableException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  long save(LeadFacts facts) {
    Long id = transaction.execute(status -> saveLocked(facts));
    return Objects.requireNonNull(id);
  }

  /** Two leads of one person at once would else both find none. */
  private long saveLocked(LeadFacts facts) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param(facts.matchKey().orElse(facts.externalId()))
        .query()
        .listOfRows();
    return known(facts)
        .or(() -> facts.matchKey().flatMap(this::open).map(id -> append(id, facts)))
        .orElseGet(() -> insert(facts));
  }

  private Optional<Long> known(LeadFacts facts) {
    return jdbc.sql(
            """
            select id from lead
             where external_id = :externalId
                or match_key = :matchKey and position(:marker in description) > 0
             limit 1
            """)
        .param("externalId", facts.externalId())
        .param("matchKey", facts.matchKey().orElse(null))
        .param("marker", marker(facts))
        .query(Long.class)
        .optional();
  }

  private Optional<Long> open(String matchKey) {
    return jdbc.sql("select id from lead where match_key = ? and state = 'NEW' order by id limit 1")
        .param(matchKey)
        .query(Long.class)
        .optional();
  }

  private long append(long id, LeadFacts facts) {
    jdbc.sql(
            """
            update lead
               set description = concat_ws(E'\\n\\n', description, :added::text), updated_at = :now
             where id = :id
            """)
        .param("added", String.join("\n", facts.lines()) + "\n" + marker(facts))
        .param("now", now())
        .param("id", id)
        .update();
    return id;
  }

  private static String marker(LeadFacts facts) {
    return "[" + facts.externalId() + "]";
  }

  private long insert(LeadFacts facts) {
    return jdbc.sql(
            """
            insert into lead (external_id, title, name, phone, match_key, email, area, source,
                              description, created_at, updated_at)
            values (:externalId, :title, :name, :phone, :matchKey, :email, :area, :source,
                    :description, :now, :now)
            returning id
            """)
        .param("externalId", facts.externalId())
        .param("title", facts.title())
        .param("name", facts.name())
        .param("phone", facts.phone())
        .param("matchKey", facts.matchKey().orElse(null))
        .param("email", facts.email())
        .param("area", facts.area())
        .param("source", facts.source())
        .param("description", facts.description())
        .param("now", now())
        .query(Long.class)
        .single();
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
