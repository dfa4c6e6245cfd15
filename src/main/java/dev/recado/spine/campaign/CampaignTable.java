package dev.recado.spine.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Rows;
import dev.recado.ground.web.Where;
import dev.recado.spine.flow.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The campaigns in PostgreSQL, without their people. */
final class CampaignTable {

  /** Each part has an index of its own, which an "or" would not use. */
  static final String RECENT =
      """
      select * from (
        (select * from campaign where ended_at is null and started_at is not null
          order by created_at desc limit :limit)
        union all
        (select * from campaign where ended_at > :since)) c
       order by created_at desc limit :limit
      """;

  private final JdbcClient jdbc;
  private final ObjectReader json;

  CampaignTable(JdbcClient jdbc, ObjectMapper json) {
    this.jdbc = jdbc;
    this.json =
        json.readerFor(new TypeReference<Map<String, Object>>() {})
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }

  /** Adds one, and returns false if it exists. */
  boolean add(Campaign campaign) {
    Plan plan = campaign.plan();
    return jdbc.sql(
                """
                insert into campaign (id, name, state, audience, template, facts, channel, pace, hours,
                                      not_again_within, daily_cap, origin, event_id, created_by, created_at)
                values (:id, :name, 'DRAFT', :audience, :template, :facts, :channel, :pace, :hours,
                        :again, :cap, :origin, :event, :by, :at)
                on conflict (id) do nothing
                """)
            .param("id", campaign.id())
            .param("name", plan.name())
            .param("audience", Values.json("audience", plan.audience()))
            .param("template", plan.template())
            .param("facts", Values.json("values", plan.facts()))
            .param("channel", plan.channel(), Types.VARCHAR)
            .param("pace", plan.pace(), Types.INTEGER)
            .param("hours", plan.hours(), Types.VARCHAR)
            .param("again", seconds(plan.notAgainWithin()), Types.BIGINT)
            .param("cap", plan.dailyCap(), Types.INTEGER)
            .param("origin", campaign.origin())
            .param("event", campaign.eventId(), Types.OTHER)
            .param("by", campaign.createdBy())
            .param("at", Timestamp.from(campaign.createdAt()))
            .update()
        > 0;
  }

  private static @Nullable Long seconds(@Nullable Duration time) {
    return time == null ? null : time.toSeconds();
  }

  Optional<Campaign> find(UUID id) {
    return jdbc.sql("select * from campaign where id = ?")
        .param(id)
        .query((row, n) -> campaign(row))
        .optional();
  }

  /** Finds one, and lets nobody else change it until the transaction ends. */
  Optional<Campaign> locked(UUID id) {
    return jdbc.sql("select * from campaign where id = ? for update")
        .param(id)
        .query((row, n) -> campaign(row))
        .optional();
  }

  /** Takes a running campaign for this transaction; empty if another process has it. */
  Optional<Campaign> taken(UUID id) {
    return jdbc.sql(
            "select * from campaign where id = ? and state = 'RUNNING' for update skip locked")
        .param(id)
        .query((row, n) -> campaign(row))
        .optional();
  }

  /** Lists campaigns, newest first; one more than the limit shows that there are more. */
  List<Campaign> list(
      @Nullable String state, @Nullable String name, @Nullable Cursor after, int limit) {
    Where where =
        new Where()
            .and("state = :state", "state", state)
            .and("name = :name", "name", name)
            .after(after, "created_at");
    return jdbc.sql(
            "select * from campaign"
                + where.sql()
                + " order by created_at desc, id desc limit :limit")
        .params(where.values())
        .param("limit", limit + 1)
        .query((row, n) -> campaign(row))
        .list();
  }

  /** Lists the campaigns that the metrics show: those at work, and those that ended lately. */
  List<Campaign> recent(Instant since, int limit) {
    return jdbc.sql(RECENT)
        .param("since", Timestamp.from(since))
        .param("limit", limit)
        .query((row, n) -> campaign(row))
        .list();
  }

  /** Returns if PostgreSQL answers. */
  void answers() {
    jdbc.sql("select true").query(Boolean.class).single();
  }

  /** Lists those with something to do. */
  List<UUID> working(CampaignState state, Instant now) {
    return jdbc.sql(
            """
            select id from campaign
             where state in ('PREPARING', 'RUNNING') and state = ?
               and (look_at is null or look_at <= ?)
             order by created_at
            """)
        .params(state.name(), Timestamp.from(now))
        .query(UUID.class)
        .list();
  }

  /** Changes the state if it is one of some; returns whether it was. */
  boolean move(UUID id, Collection<CampaignState> from, CampaignState to, @Nullable String reason) {
    return jdbc.sql(
                """
                update campaign set state = :to, reason = :reason, look_at = null
                 where id = :id and state = any(:from::text[])
                """)
            .param("to", to.name())
            .param("reason", reason, Types.VARCHAR)
            .param("id", id)
            .param("from", from.stream().map(Enum::name).toArray(String[]::new))
            .update()
        > 0;
  }

  void started(UUID id, Instant now) {
    jdbc.sql(
            "update campaign set started_at = coalesce(started_at, ?), ended_at = null where id = ?")
        .params(Timestamp.from(now), id)
        .update();
  }

  void ended(UUID id, Instant now) {
    jdbc.sql("update campaign set ended_at = ? where id = ?")
        .params(Timestamp.from(now), id)
        .update();
  }

  /**
   * Begins to read an audience anew; a former run writes nothing more. Returns false if not wanted.
   */
  boolean preparing(UUID id, UUID run) {
    return jdbc.sql(
                """
                update campaign set preparation = ?, total = 0, skipped = 0, gone_skipped = '{}'
                 where id = ? and state = 'PREPARING'
                """)
            .params(run, id)
            .update()
        > 0;
  }

  /** Counts people who were read; returns false if the run must end. */
  boolean read(UUID id, UUID run, long total, long skipped) {
    return jdbc.sql(
                """
                update campaign set total = total + ?, skipped = skipped + ?
                 where id = ? and preparation = ? and state = 'PREPARING'
                """)
            .params(total, skipped, id, run)
            .update()
        > 0;
  }

  /** Tells whether a run still reads the audience. */
  boolean reads(UUID id, UUID run) {
    return jdbc.sql(
            "select exists (select from campaign where id = ? and preparation = ? and state = 'PREPARING')")
        .params(id, run)
        .query(Boolean.class)
        .single();
  }

  boolean prepared(UUID id, UUID run, Instant now) {
    return jdbc.sql(
                """
                update campaign set state = 'RUNNING', prepared_at = ?, preparation = null
                 where id = ? and preparation = ? and state = 'PREPARING'
                """)
            .params(Timestamp.from(now), id, run)
            .update()
        > 0;
  }

  void nextSlot(UUID id, Instant slot) {
    jdbc.sql("update campaign set next_slot = ? where id = ?")
        .params(Timestamp.from(slot), id)
        .update();
  }

  /** Notes a round of the release. */
  void pumped(
      UUID id, int released, int skipped, @Nullable Instant nextSlot, @Nullable Instant lookAt) {
    jdbc.sql(
            """
            update campaign set released = released + :released, skipped = skipped + :skipped,
                                next_slot = :slot, look_at = :look
             where id = :id
            """)
        .param("released", released)
        .param("skipped", skipped)
        .param("slot", nextSlot == null ? null : Timestamp.from(nextSlot), Types.TIMESTAMP)
        .param("look", lookAt == null ? null : Timestamp.from(lookAt), Types.TIMESTAMP)
        .param("id", id)
        .update();
  }

  private Campaign campaign(ResultSet row) throws SQLException {
    return new Campaign(
        Rows.id(row),
        plan(row),
        CampaignState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("origin"),
        row.getObject("event_id", UUID.class),
        row.getString("created_by"),
        Rows.at(row, "created_at"),
        Rows.maybeAt(row, "started_at"),
        Rows.maybeAt(row, "prepared_at"),
        Rows.maybeAt(row, "ended_at"),
        row.getLong("total"),
        row.getLong("skipped"),
        row.getLong("released"),
        Rows.maybeAt(row, "next_slot"));
  }

  private Plan plan(ResultSet row) throws SQLException {
    Long again = row.getObject("not_again_within", Long.class);
    return new Plan(
        row.getString("name"),
        map(row.getString("audience")),
        row.getString("template"),
        map(row.getString("facts")),
        row.getString("channel"),
        row.getObject("pace", Integer.class),
        row.getString("hours"),
        again == null ? null : Duration.ofSeconds(again),
        row.getObject("daily_cap", Integer.class));
  }

  Map<String, Object> map(String text) {
    try {
      return json.readValue(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A campaign that was not written by a hub", e);
    }
  }
}
