package dev.recado.chat.media;

import dev.recado.ground.web.Cursor;
import dev.recado.ground.web.Page;
import dev.recado.ground.web.Rows;
import dev.recado.ground.web.Where;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the files of messages for people. */
final class MediaQueries {

  private static final String LIST =
      """
      select m.*, (select min(c.conversation) from chat_message_read c where c.media_id = m.id)
               as conversation
        from media_file m
      """;

  private static final String OF_CONVERSATION =
      "id in (select c.media_id from chat_message_read c where c.conversation = :conversation)";

  private final JdbcClient jdbc;

  MediaQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Page<MediaView> list(
      @Nullable String conversation, @Nullable String state, @Nullable Cursor before, int limit) {
    Where where =
        new Where()
            .and(OF_CONVERSATION, "conversation", conversation)
            .and("state = :state", "state", state)
            .after(before, "received_at");
    return Page.of(
        jdbc.sql(LIST + where.sql() + " order by received_at desc, id desc limit :limit")
            .params(where.values())
            .param("limit", limit + 1)
            .query((row, n) -> view(row))
            .list(),
        limit,
        view -> view,
        view -> new Cursor(view.receivedAt(), view.id()).text());
  }

  private static MediaView view(ResultSet row) throws SQLException {
    return new MediaView(
        Rows.id(row),
        Rows.maybeMasked(row, "conversation"),
        row.getString("channel"),
        row.getString("kind"),
        row.getString("mimetype"),
        Rows.maybeMasked(row, "name"),
        row.getObject("size", Long.class),
        MediaState.valueOf(row.getString("state")),
        Rows.maybeMasked(row, "reason"),
        Rows.at(row, "received_at"),
        Rows.maybeAt(row, "stored_at"));
  }

  /** A file, and where its bytes are. */
  record Kept(
      MediaState state,
      @Nullable String reason,
      @Nullable String store,
      @Nullable String mimetype,
      @Nullable String name,
      long size,
      @Nullable String sha256) {}

  Optional<Kept> find(UUID id) {
    return jdbc.sql("select * from media_file where id = ?")
        .param(id)
        .query(
            (row, n) ->
                new Kept(
                    MediaState.valueOf(row.getString("state")),
                    row.getString("reason"),
                    row.getString("store"),
                    row.getString("mimetype"),
                    row.getString("name"),
                    row.getLong("size"),
                    row.getString("sha256")))
        .optional();
  }
}
