package dev.recado.spine.intake;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Rows;
import dev.recado.ground.web.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads dead letters, events and messages together. */
@Component
@ConditionalOnRole(Role.WEB)
final class DeadLetterQueries {

  private static final String SELECT =
      """
      select * from (
        select id, 'event' as kind, state, type, null as connector, reason,
               coalesce(processed_at, received_at) as at, attempts
          from event where state = 'DEAD'
        union all
        select id, 'message', state, kind, connector, reason,
               coalesce(claimed_at, created_at), attempts
          from outbox_read where state in ('DEAD', 'UNKNOWN')) letter\
      """;

  private final JdbcClient jdbc;

  DeadLetterQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The filter of a list; null means any. */
  record Filter(
      @Nullable String kind,
      @Nullable String type,
      @Nullable String connector,
      @Nullable String reason) {}

  Page<DeadLetter> list(Filter filter, @Nullable Cursor before, int limit) {
    Where where =
        new Where()
            .and("kind = :kind", "kind", filter.kind())
            .and("type = :type", "type", filter.type())
            .and("connector = :connector", "connector", filter.connector())
            .and("position(lower(:reason) in lower(reason)) > 0", "reason", filter.reason())
            .after(before, "at");
    List<DeadLetter> found =
        jdbc.sql(SELECT + where.sql() + " order by at desc, id desc limit :limit")
            .params(where.values())
            .param("limit", limit + 1)
            .query(
                (row, n) ->
                    new DeadLetter(
                        Rows.id(row),
                        row.getString("kind"),
                        row.getString("state"),
                        row.getString("type"),
                        row.getString("connector"),
                        Rows.maybeMasked(row, "reason"),
                        Rows.at(row, "at"),
                        row.getInt("attempts")))
            .list();
    return Page.of(found, limit, d -> d, d -> new Cursor(d.at(), d.id()).text());
  }
}
