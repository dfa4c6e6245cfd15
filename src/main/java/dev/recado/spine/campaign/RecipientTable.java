package dev.recado.spine.campaign;

import dev.recado.spine.flow.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people of campaigns in PostgreSQL. Each statement handles many of them. */
final class RecipientTable {

  static final String OPTED_OUT = "OPT_OUT: o contato pediu para não receber mensagens";
  static final String TWICE = "DUPLICATE: o contato já está neste envio";
  static final String AGAIN =
      "AGAIN: o contato já recebeu uma campanha com este nome há pouco tempo";

  /**
   * A contact who is in the campaign already is not taken again: only the positions come back. A
   * message that failed for good counts as tried, or a daily campaign would try it every day; one
   * that the clean-up has deleted counts as sent.
   */
  private static final String ADD =
      """
      insert into campaign_recipient (campaign, position, address, conversation, client, facts, state, reason)
      select :campaign, n.position, n.address, n.conversation, n.client, n.facts,
             case when n.why is null then 'PLANNED' else 'SKIPPED' end, n.why
        from (
          select g.position, g.address, g.conversation, g.client, g.facts,
                 coalesce(g.reason,
                          case when c.opted_out_at is not null then :optedOut
                               when :name::text is not null and exists (
                                 select 1 from campaign_recipient r
                                   join campaign k on k.id = r.campaign
                                   left join outbox_read o on o.id = r.message
                                  where r.conversation = g.conversation and r.state = 'RELEASED'
                                    and r.released_at > :since and k.name = :name
                                    and r.campaign <> :campaign
                                    and o.state is distinct from 'CANCELLED') then :again end) as why
            from unnest(:positions::bigint[], :addresses::text[], :conversations::text[],
                        :clients::text[], :facts::text[], :reasons::text[])
                 as g (position, address, conversation, client, facts, reason)
            left join contact_read c on c.conversation = g.conversation) n
       order by n.position
          on conflict (campaign, conversation) where state <> 'SKIPPED' do nothing
      returning position, state
      """;

  private final JdbcClient jdbc;
  private final CampaignTable campaigns;

  RecipientTable(JdbcClient jdbc, CampaignTable campaigns) {
    this.jdbc = jdbc;
    this.campaigns = campaigns;
  }

  /** Forgets what an interrupted run has read; nothing has been released yet. */
  void clear(UUID campaign) {
    jdbc.sql("delete from campaign_recipient where campaign = ?").param(campaign).update();
  }

  /** Adds people; returns how many of them get nothing. */
  long add(Campaign campaign, List<Candidate> people, Instant now) {
    Plan plan = campaign.plan();
    Instant since = plan.notAgainWithin() == null ? now : now.minus(plan.notAgainWithin());
    Map<Long, String> added = new HashMap<>();
    jdbc.sql(ADD)
        .param("campaign", campaign.id())
        .param("optedOut", OPTED_OUT)
        .param("again", AGAIN)
        .param("name", plan.notAgainWithin() == null ? null : plan.name(), Types.VARCHAR)
        .param("since", Timestamp.from(since))
        .param("positions", column(people, one -> Long.toString(one.position())))
        .param("addresses", column(people, Candidate::address))
        .param("conversations", column(people, Candidate::conversation))
        .param("clients", column(people, Candidate::client))
        .param("facts", column(people, one -> Values.json("audience", one.facts())))
        .param("reasons", column(people, Candidate::reason))
        .query(
            row -> {
              added.put(row.getLong("position"), row.getString("state"));
            });
    List<Candidate> twice =
        people.stream().filter(one -> !added.containsKey(one.position())).toList();
    addTwice(campaign.id(), twice);
    return twice.size() + added.values().stream().filter("SKIPPED"::equals).count();
  }

  private void addTwice(UUID campaign, List<Candidate> twice) {
    if (twice.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into campaign_recipient (campaign, position, address, conversation, client, facts, state, reason)
            select ?, n.position, n.address, n.conversation, null, '{}', 'SKIPPED', ?
              from unnest(?::bigint[], ?::text[], ?::text[]) as n (position, address, conversation)
            """)
        .params(
            campaign,
            TWICE,
            column(twice, one -> Long.toString(one.position())),
            column(twice, Candidate::address),
            column(twice, Candidate::conversation))
        .update();
  }

  private static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> value) {
    List<@Nullable String> column = new ArrayList<>(rows.size());
    rows.forEach(row -> column.add(value.apply(row)));
    return column.toArray(new String[0]);
  }

  /** The next people, in their order. */
  List<Recipient> due(UUID campaign, Instant now, int limit) {
    return jdbc.sql(
            """
            select position, address, conversation, client, facts from campaign_recipient
             where campaign = ? and state = 'PLANNED' and due_at <= ?
             order by due_at, position limit ?
            """)
        .params(campaign, Timestamp.from(now), limit)
        .query((row, n) -> recipient(row))
        .list();
  }

  private Recipient recipient(ResultSet row) throws SQLException {
    return new Recipient(
        row.getLong("position"),
        row.getString("address"),
        row.getString("conversation"),
        row.getString("client"),
        campaigns.map(row.getString("facts")));
  }

  /** When the next planned person is due; empty if nobody is planned. */
  Optional<Instant> nextDue(UUID campaign) {
    return jdbc.sql(
            """
            select greatest(due_at, '1970-01-01') as due_at from campaign_recipient
             where campaign = ? and state = 'PLANNED' order by campaign, due_at, position limit 1
            """)
        .param(campaign)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  void released(UUID campaign, Map<Long, UUID> messages, Instant now) {
    List<Map.Entry<Long, UUID>> all = List.copyOf(messages.entrySet());
    jdbc.sql(
            """
            update campaign_recipient r set state = 'RELEASED', message = n.message, released_at = ?
              from unnest(?::bigint[], ?::uuid[]) as n (position, message)
             where r.campaign = ? and r.position = n.position and r.state = 'PLANNED'
            """)
        .params(
            Timestamp.from(now),
            column(all, one -> one.getKey().toString()),
            column(all, one -> one.getValue().toString()),
            campaign)
        .update();
  }

  void skipped(UUID campaign, Map<Long, String> reasons) {
    List<Map.Entry<Long, String>> all = List.copyOf(reasons.entrySet());
    jdbc.sql(
            """
            update campaign_recipient r set state = 'SKIPPED', reason = n.reason
              from unnest(?::bigint[], ?::text[]) as n (position, reason)
             where r.campaign = ? and r.position = n.position
            """)
        .params(
            column(all, one -> one.getKey().toString()), column(all, Map.Entry::getValue), campaign)
        .update();
  }

  void later(UUID campaign, Map<Long, Instant> times) {
    List<Map.Entry<Long, Instant>> all = List.copyOf(times.entrySet());
    jdbc.sql(
            """
            update campaign_recipient r set due_at = n.due_at
              from unnest(?::bigint[], ?::timestamptz[]) as n (position, due_at)
             where r.campaign = ? and r.position = n.position
            """)
        .params(
            column(all, one -> one.getKey().toString()),
            column(all, one -> one.getValue().toString()),
            campaign)
        .update();
  }

  /** Lets no other campaign with limits on contacts release meanwhile. */
  void alone() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('recado.campaign.contacts')) is null")
        .query(Boolean.class)
        .single();
  }

  /** Who of some got a campaign of this name since. */
  Set<String> again(Campaign campaign, List<Recipient> people, Instant since) {
    return new HashSet<>(
        jdbc.sql(
                """
                select distinct r.conversation
                  from campaign_recipient r
                  join campaign k on k.id = r.campaign
                  left join outbox_read o on o.id = r.message
                 where r.conversation = any(:people::text[]) and r.state = 'RELEASED'
                   and r.released_at > :since and k.name = :name and r.campaign <> :campaign
                   and o.state is distinct from 'CANCELLED'
                """)
            .param("people", column(people, Recipient::conversation))
            .param("since", Timestamp.from(since))
            .param("name", campaign.plan().name())
            .param("campaign", campaign.id())
            .query(String.class)
            .list());
  }

  /** Who of some got so many campaigns since, and when the first of those was. */
  Map<String, Instant> full(List<Recipient> people, Instant since, int cap) {
    Map<String, Instant> full = new HashMap<>();
    jdbc.sql(
            """
            select r.conversation, min(r.released_at) as first
              from campaign_recipient r
              join outbox_read o on o.id = r.message
             where r.conversation = any(:people::text[]) and r.state = 'RELEASED'
               and r.released_at > :since and o.state not in ('CANCELLED', 'DEAD')
             group by r.conversation having count(*) >= :cap
            """)
        .param("people", column(people, Recipient::conversation))
        .param("since", Timestamp.from(since))
        .param("cap", cap)
        .query(
            row -> {
              full.put(row.getString("conversation"), row.getTimestamp("first").toInstant());
            });
    return full;
  }

  /** How many get nothing, by the code of the reason; also those who have left since. */
  Map<String, Long> skippedByCode(UUID campaign) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbc.sql(
            """
            select code, sum(n) as n
              from (select split_part(reason, ':', 1) as code, count(*) as n from campaign_recipient
                     where campaign = :campaign and state = 'SKIPPED' group by 1
                    union all
                    select key, value::bigint from campaign c, jsonb_each_text(c.gone_skipped)
                     where c.id = :campaign) counted
             group by code order by n desc, code
            """)
        .param("campaign", campaign)
        .query(
            row -> {
              counts.put(row.getString("code"), row.getLong("n"));
            });
    return counts;
  }

  /** Some people who get nothing for one reason. */
  List<Row> examples(UUID campaign, String code, int limit) {
    return jdbc.sql(
            """
            select position, address, client, state, reason, facts, message, null as sent from campaign_recipient
             where campaign = ? and state = 'SKIPPED' and split_part(reason, ':', 1) = ?
             order by position limit ?
            """)
        .params(campaign, code, limit)
        .query((row, n) -> row(row))
        .list();
  }

  /**
   * Somebody of a campaign, as lists show it.
   *
   * @param sent the state of the message, or null without one
   */
  record Row(
      long position,
      @Nullable String address,
      @Nullable String client,
      String state,
      @Nullable String reason,
      Map<String, Object> facts,
      @Nullable UUID message,
      @Nullable String sent) {}

  private Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("position"),
        row.getString("address"),
        row.getString("client"),
        row.getString("state"),
        row.getString("reason"),
        campaigns.map(row.getString("facts")),
        row.getObject("message", UUID.class),
        row.getString("sent"));
  }

  /** A page of people in their order; one more than the limit shows that there are more. */
  List<Row> list(UUID campaign, @Nullable String state, long after, int limit) {
    return jdbc.sql(
            """
            select r.position, r.address, r.client, r.state, coalesce(r.reason, o.reason) as reason, r.facts, r.message, o.state as sent
              from campaign_recipient r left join outbox_read o on o.id = r.message
             where r.campaign = :campaign and r.position > :after
               and (:state::text is null or r.state = :state)
             order by r.position limit :limit
            """)
        .param("campaign", campaign)
        .param("after", after)
        .param("state", state, Types.VARCHAR)
        .param("limit", limit + 1)
        .query((row, n) -> row(row))
        .list();
  }

  /** How many answered and opted out; also those who have left since. */
  record Answers(long replied, long optedOut) {}

  Answers answers(UUID campaign) {
    return jdbc.sql(
            """
            select coalesce(max(c.gone_replied), 0) + count(r.replied_at) as replied,
                   coalesce(max(c.gone_opted_out), 0) + count(r.opted_out_at) as opted_out
              from campaign c
              left join campaign_recipient r
                on r.campaign = c.id and (r.replied_at is not null or r.opted_out_at is not null)
             where c.id = :campaign
            """)
        .param("campaign", campaign)
        .query((row, n) -> new Answers(row.getLong("replied"), row.getLong("opted_out")))
        .single();
  }

  /**
   * Notes what a contact did for the campaign whose message was the last thing that the contact had
   * from us.
   */
  void answered(String conversation, Instant at, Instant since, boolean out) {
    jdbc.sql(
            """
            update campaign_recipient r
               set replied_at = case when :out then r.replied_at else coalesce(r.replied_at, :at) end,
                   opted_out_at = case when :out then coalesce(r.opted_out_at, :at) else r.opted_out_at end
              from (
                select l.campaign, l.position, o.seq, o.sent_at
                  from campaign_recipient l join outbox_read o on o.id = l.message
                 where l.conversation = :conversation and l.state = 'RELEASED'
                   and o.sent_at is not null and o.sent_at >= :since
                   and o.sent_at <= :at::timestamptz + interval '2 seconds'
                 order by l.released_at desc limit 1) last
             where r.campaign = last.campaign and r.position = last.position
               and (:out or not exists (
                 select 1 from outbox_read n
                  where n.conversation = :conversation and n.kind like 'whatsapp-%'
                    and n.seq <> last.seq and n.sent_at > last.sent_at and n.sent_at < :at))
            """)
        .param("conversation", conversation)
        .param("at", Timestamp.from(at))
        .param("since", Timestamp.from(since))
        .param("out", out)
        .update();
  }
}
