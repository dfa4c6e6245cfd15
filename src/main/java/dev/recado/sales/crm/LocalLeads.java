package dev.recado.sales.crm;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.outbox.Outcome;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps leads in the hub's own table when there is no CRM.
 *
 * <p>Each person has one open lead, and later facts are added to it. The external id is stored with
 * the added text. So the table recognises what was added before.
 */
final class LocalLeads implements Crm {

  /** Without a lead, a note has no place. No flow may fail because there is no CRM. */
  private static final Outcome NOTHING_TO_DO = new Outcome.Done(null, null);

  private static final Map<String, String> ENDS =
      Map.of("142", "WON", "WON", "WON", "143", "LOST", "LOST", "LOST");

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  LocalLeads(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Outcome lead(LeadFacts facts) {
    return done(save(facts));
  }

  @Override
  public Outcome note(CrmEntry entry, String text) {
    Long lead =
        transaction.execute(status -> leadOf(entry).map(id -> add(id, entry, text)).orElse(null));
    return lead == null ? NOTHING_TO_DO : done(lead);
  }

  @Override
  public Outcome task(CrmEntry entry) {
    return note(entry, "Tarefa até %s: %s".formatted(entry.until(), entry.taskText()));
  }

  /** The table knows which leads are open. Only a CRM knows responsible user, stage and price. */
  @Override
  public Outcome update(CrmEntry entry) {
    String state =
        entry.status() == null ? null : ENDS.get(entry.status().toUpperCase(Locale.ROOT));
    Optional<Long> lead = state == null ? Optional.empty() : leadOf(entry);
    lead.ifPresent(
        id ->
            jdbc.sql("update lead set state = ?, updated_at = ? where id = ?")
                .params(state, now(), id)
                .update());
    return lead.map(LocalLeads::done).orElse(NOTHING_TO_DO);
  }

  private static Outcome done(long lead) {
    return new Outcome.Done("lead:" + lead, null);
  }

  private Optional<Long> leadOf(CrmEntry entry) {
    if (entry.lead() != null) {
      return jdbc.sql("select id from lead where id::text = ?")
          .param(entry.lead())
          .query(Long.class)
          .optional();
    }
    return entry.phone().map(Phones::matchKey).flatMap(this::open);
  }

  private long add(long id, CrmEntry entry, String text) {
    jdbc.sql("select 1 from lead where id = ? for update").param(id).query().listOfRows();
    String marker = "[" + entry.externalId() + "]";
    boolean alreadyAdded =
        jdbc.sql("select position(? in coalesce(description, '')) > 0 from lead where id = ?")
            .params(marker, id)
            .query(Boolean.class)
            .single();
    return alreadyAdded ? id : append(id, text + "\n" + marker);
  }

  long save(LeadFacts facts) {
    Long id = transaction.execute(status -> saveLocked(facts));
    return Objects.requireNonNull(id);
  }

  /** Without a lock, two concurrent leads of one person would both find none. */
  private long saveLocked(LeadFacts facts) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param(facts.matchKey().orElse(facts.externalId()))
        .query()
        .listOfRows();
    return alreadyStored(facts)
        .or(() -> facts.matchKey().flatMap(this::open).map(id -> append(id, added(facts))))
        .orElseGet(() -> insert(facts));
  }

  private Optional<Long> alreadyStored(LeadFacts facts) {
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

  private static String added(LeadFacts facts) {
    return String.join("\n", facts.lines()) + "\n" + marker(facts);
  }

  private long append(long id, String added) {
    jdbc.sql(
            """
            update lead
               set description = concat_ws(E'\\n\\n', description, :added::text), updated_at = :now
             where id = :id
            """)
        .param("added", added)
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
