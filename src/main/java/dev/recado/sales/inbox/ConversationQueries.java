package dev.recado.sales.inbox;

import dev.recado.ground.phone.Phones;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Rows;
import dev.recado.ground.web.Where;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists conversations for people. Either the customer or the hub may have begun them. */
@Component
@ConditionalOnRole(Role.WEB)
final class ConversationQueries {

  /** A key is a text, but pages use a numeric id. */
  private static final String ALL =
      """
      select c.*, k.opted_out_at, k.handed_over_at, k.address, g.seller
        from (select *, md5(key)::uuid as id from conversation_read) c
        left join contact_read k on k.conversation = c.key
        left join assignment_read g on g.conversation = c.key
      """;

  private static final String WITH_LAST_WORD =
      """
      select p.*, l.author, l.text, l.at
        from (%s) p
        left join lateral (
               select author, text, at from chat_line
                where conversation = p.key and coalesce(state, '') not in ('CANCELLED', 'DEAD')
                order by at desc limit 1) l on true
       order by p.last_message_at desc, p.id desc
      """;

  /**
   * The customer wrote since then, or the conversation was begun and either side wrote since then.
   */
  private static final String ALIVE =
      """
      (greatest(c.last_message_at, :alive) > greatest(:alive, c.reset_at)
       or exists (
         select 1 from opening_read o
          where o.conversation = c.key and o.ended_at is null
            and (o.started_at > :alive or exists (
                   select 1 from chat_line l
                    where l.conversation = c.key and l.at > :alive
                      and coalesce(l.state, '') not in ('CANCELLED', 'DEAD')))))
      """;

  private final JdbcClient jdbc;

  ConversationQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The state of a conversation. */
  enum Status {
    /** The hub answers. */
    ACTIVE("k.opted_out_at is null and k.handed_over_at is null"),
    /** A person answers. */
    HANDED_OVER("k.opted_out_at is null and k.handed_over_at is not null"),
    /** The hub sends nothing. */
    OPTED_OUT("k.opted_out_at is not null");

    private final String condition;

    Status(String condition) {
      this.condition = condition;
    }
  }

  /**
   * The filters of a list; null means any.
   *
   * @param alive only conversations with a message since then
   * @param status the state
   * @param since the customer last wrote then or later
   * @param until the customer last wrote before
   * @param key the key of a single conversation
   * @param name a part of the customer's name, in any case
   * @param client a part of the name, or of the phone's digits
   * @param seller the seller's id
   */
  record Filter(
      @Nullable Instant alive,
      @Nullable Status status,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String key,
      @Nullable String name,
      @Nullable String client,
      @Nullable Long seller) {

    static Filter alive(@Nullable Instant since) {
      return new Filter(since, null, null, null, null, null, null, null);
    }
  }

  /** The last message. */
  record Word(String author, @Nullable String text, Instant at) {}

  /**
   * One conversation.
   *
   * @param id an id for pages only
   * @param key the conversation's key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param seller the seller's id, or null
   */
  record Row(
      UUID id,
      String key,
      String address,
      @Nullable String name,
      Status status,
      @Nullable String lastIntent,
      @Nullable String awaiting,
      @Nullable Long seller,
      Instant startedAt,
      Instant lastMessageAt,
      @Nullable Word lastWord) {}

  Page<Row> list(Filter filter, @Nullable Cursor before, int limit) {
    Where where = where(filter).after(before, "c.last_message_at", "c.id");
    String page = ALL + where.sql() + " order by c.last_message_at desc, c.id desc limit :limit";
    List<Row> found =
        jdbc.sql(WITH_LAST_WORD.formatted(page))
            .params(where.values())
            .param("limit", limit + 1)
            .query((row, n) -> row(row))
            .list();
    return Page.of(found, limit, r -> r, r -> new Cursor(r.lastMessageAt(), r.id()).text());
  }

  long count(Filter filter) {
    Where where = where(filter);
    return jdbc.sql("select count(*) from (" + ALL + where.sql() + ") listed")
        .params(where.values())
        .query(Long.class)
        .single();
  }

  private static Where where(Filter filter) {
    Status status = filter.status();
    Where where =
        new Where()
            .and(ALIVE, "alive", filter.alive())
            .and("c.last_message_at >= :since", "since", filter.since())
            .and("c.last_message_at < :until", "until", filter.until())
            .and("c.key = :key", "key", filter.key())
            .and("position(lower(:name) in lower(c.name)) > 0", "name", filter.name())
            .and("g.seller = :seller", "seller", filter.seller());
    if (status != null) {
      where.and(
          "(:status::text is not null and " + status.condition + ")", "status", status.name());
    }
    return client(where, filter.client());
  }

  /** Digits mean a phone, in any form of country code and ninth digit. */
  private static Where client(Where where, @Nullable String client) {
    if (client == null) {
      return where;
    }
    String digits = client.replaceAll("[\\s().+-]", "");
    if (!digits.matches("\\d{4,15}")) {
      return where.and("position(lower(:client) in lower(c.name)) > 0", "client", client);
    }
    String whole = Phones.address(client).digits().map(Phones::matchKey).orElse(digits);
    return where
        .and(
            "(position(:client in c.phone) > 0 or position(:whole in c.key) > 0)", "client", digits)
        .value("whole", whole);
  }

  private static Row row(ResultSet row) throws SQLException {
    String key = row.getString("key");
    return new Row(
        Rows.id(row),
        key,
        address(row, key),
        row.getString("name"),
        status(row),
        row.getString("last_intent"),
        row.getString("awaiting"),
        row.getObject("seller", Long.class),
        Rows.at(row, "started_at"),
        Rows.at(row, "last_message_at"),
        word(row));
  }

  private static String address(ResultSet row, String key) throws SQLException {
    String phone = row.getString("phone");
    String address = phone == null ? row.getString("address") : phone;
    return address == null ? key.substring(key.indexOf(':') + 1) : address;
  }

  private static Status status(ResultSet row) throws SQLException {
    if (row.getTimestamp("opted_out_at") != null) {
      return Status.OPTED_OUT;
    }
    return row.getTimestamp("handed_over_at") == null ? Status.ACTIVE : Status.HANDED_OVER;
  }

  private static @Nullable Word word(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp("at");
    return at == null
        ? null
        : new Word(row.getString("author"), row.getString("text"), at.toInstant());
  }
}
