package dev.recado.sales.crm;

import dev.recado.chat.conversation.MergeListener;
import dev.recado.chat.turn.TurnDetail;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The links in PostgreSQL. */
final class LinkTable implements CrmLinks, MergeListener, TurnDetail {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  LinkTable(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  @Override
  public Optional<Link> of(String conversation) {
    return by("conversation", conversation);
  }

  @Override
  public Optional<Link> byContact(String contact) {
    return by("contact", contact);
  }

  @Override
  public Optional<Link> byLead(String lead) {
    return by("lead", lead);
  }

  private Optional<Link> by(String column, String value) {
    return jdbc.sql("select conversation, contact, lead from crm_link where " + column + " = ?")
        .param(value)
        .query(
            (row, n) ->
                new Link(
                    row.getString("conversation"), row.getString("contact"), row.getString("lead")))
        .optional();
  }

  @Override
  public void learn(String conversation, @Nullable String contact, @Nullable String lead) {
    if (contact == null && lead == null) {
      return;
    }
    transaction.executeWithoutResult(status -> learnAtOnce(conversation, contact, lead));
  }

  /** A phone number may have a new owner. Each record belongs to one conversation. */
  private void learnAtOnce(String conversation, @Nullable String contact, @Nullable String lead) {
    jdbc.sql(
            """
            update crm_link
               set contact = case when contact = :contact then null else contact end,
                   lead = case when lead = :lead then null else lead end,
                   talk = case when contact = :contact then null else talk end
             where conversation <> :conversation and (contact = :contact or lead = :lead)
            """)
        .param("conversation", conversation)
        .param("contact", contact)
        .param("lead", lead)
        .update();
    jdbc.sql(
            """
            insert into crm_link (conversation, contact, lead) values (:conversation, :contact, :lead)
                on conflict (conversation) do update
               set contact = coalesce(excluded.contact, crm_link.contact),
                   lead = coalesce(excluded.lead, crm_link.lead)
            """)
        .param("conversation", conversation)
        .param("contact", contact)
        .param("lead", lead)
        .update();
  }

  @Override
  public void talks(String contact, String talk) {
    jdbc.sql("update crm_link set talk = ? where contact = ? and talk is distinct from ?")
        .params(talk, contact, talk)
        .update();
  }

  @Override
  public void forgetLead(String lead) {
    jdbc.sql("update crm_link set lead = null where lead = ?").param(lead).update();
  }

  /** With these ids, a flow can write notes on the lead. */
  @Override
  public Map<String, @Nullable Object> about(String conversation) {
    Map<String, @Nullable Object> known = new LinkedHashMap<>();
    jdbc.sql("select contact, lead, talk from crm_link where conversation = ?")
        .param(conversation)
        .query(
            row -> {
              known.put("contactId", row.getString("contact"));
              known.put("leadId", row.getString("lead"));
              known.put("talkId", row.getString("talk"));
            });
    return known;
  }

  /** The records of the remaining key win. */
  @Override
  public void merged(String from, String to) {
    Optional<Link> old = of(from);
    Optional<String> talk = talkOf(from);
    jdbc.sql("delete from crm_link where conversation = ?").param(from).update();
    Link now = of(to).orElse(new Link(to, null, null));
    old.ifPresent(
        link ->
            learn(
                to,
                now.contact() == null ? link.contact() : null,
                now.lead() == null ? link.lead() : null));
    talk.ifPresent(
        known ->
            jdbc.sql("update crm_link set talk = coalesce(talk, ?) where conversation = ?")
                .params(known, to)
                .update());
  }

  private Optional<String> talkOf(String conversation) {
    return jdbc.sql("select talk from crm_link where conversation = ? and talk is not null")
        .param(conversation)
        .query(String.class)
        .optional();
  }
}
