package dev.recado.chat.media;

import dev.recado.ground.database.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The files in PostgreSQL, without their bytes. */
final class MediaTable {

  /** Longer than one try may take. */
  static final Duration LEASE = Download.LONGEST.plusMinutes(2);

  private static final int LONGEST_REASON = 500;

  private final JdbcClient jdbc;

  MediaTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A new file, as the reader of its webhook gave it. */
  record Found(
      UUID id,
      String channel,
      String kind,
      @Nullable String mimetype,
      @Nullable String name,
      @Nullable Long size,
      @Nullable String ref,
      @Nullable String url,
      boolean inline,
      @Nullable String failure,
      Instant receivedAt) {}

  /** A file that is due. The number of the try proves that it is still ours. */
  record Due(
      UUID id,
      String channel,
      @Nullable String mimetype,
      @Nullable String name,
      @Nullable String ref,
      @Nullable String url,
      boolean inline,
      int attempt,
      Instant receivedAt) {}

  /** Notes a file once. */
  void add(Found file, Instant now) {
    MediaState state = file.failure() == null ? MediaState.WAITING : MediaState.FAILED;
    jdbc.sql(
            """
            insert into media_file (id, channel, kind, mimetype, name, size, ref, url, inline, state,
                               reason, due_at, received_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do nothing
            """)
        .params(
            file.id(),
            file.channel(),
            file.kind(),
            file.mimetype(),
            file.name(),
            file.size(),
            file.ref(),
            file.url(),
            file.inline(),
            state.name(),
            file.failure(),
            state == MediaState.WAITING ? Timestamp.from(now) : null,
            Timestamp.from(file.receivedAt()))
        .update();
  }

  /**
   * Takes files that are due, new ones first; no other process gets them until the lease is over.
   *
   * @param without channels whose files are left out
   */
  List<Due> claim(int limit, Instant now, Collection<String> without) {
    return jdbc.sql(
            """
            with head as (
              select id from media_file where state = 'WAITING' and due_at <= :now
                 and channel <> all(:without)
               order by attempts, due_at limit :limit for update skip locked)
            update media_file m set due_at = :lease, attempts = attempts + 1
              from head where m.id = head.id
            returning m.*
            """)
        .param("now", Timestamp.from(now))
        .param("lease", Timestamp.from(now.plus(LEASE)))
        .param("limit", limit)
        .param("without", without.toArray(String[]::new))
        .query((row, n) -> due(row))
        .list();
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        row.getObject("id", UUID.class),
        row.getString("channel"),
        row.getString("mimetype"),
        row.getString("name"),
        row.getString("ref"),
        row.getString("url"),
        row.getBoolean("inline"),
        row.getInt("attempts"),
        row.getTimestamp("received_at").toInstant());
  }

  /** Makes files due that a dead process had taken; only where no other process is alive. */
  int release(Instant now) {
    return jdbc.sql(
            "update media_file set due_at = :now where state = 'WAITING' and attempts > 0 and due_at > :now")
        .param("now", Timestamp.from(now))
        .update();
  }

  /** Returns false if the file is not ours any more. */
  boolean stored(Due file, Stored as, Instant now) {
    return jdbc.sql(
                """
                update media_file set state = 'STORED', reason = null, due_at = null, mimetype = :type,
                                 size = :size, sha256 = :sha256, store = :store, stored_at = :now,
                                 url = null
                 where id = :id and state = 'WAITING' and attempts = :attempt
                """)
            .param("type", as.type())
            .param("size", as.size())
            .param("sha256", as.sha256())
            .param("store", as.store())
            .param("now", Timestamp.from(now))
            .param("id", file.id())
            .param("attempt", file.attempt())
            .update()
        > 0;
  }

  /** Tells whether there is such a file, in any state. */
  boolean has(UUID id) {
    return jdbc.sql("select exists (select 1 from media_file where id = ?)")
        .param(id)
        .query(Boolean.class)
        .single();
  }

  /** What is known of a stored file. */
  record Stored(String type, long size, String sha256, String store) {}

  /** Ends it without the file. */
  void ended(Due file, MediaState state, String reason) {
    end(file, state, reason, null);
  }

  /** Lets it be tried again. */
  void later(Due file, String reason, Instant due) {
    end(file, MediaState.WAITING, reason, due);
  }

  private void end(Due file, MediaState state, String reason, @Nullable Instant due) {
    jdbc.sql(
            """
            update media_file set state = :state, reason = :reason, due_at = :due
             where id = :id and state = 'WAITING' and attempts = :attempt
            """)
        .param("state", state.name())
        .param("reason", StorableText.of(reason, LONGEST_REASON))
        .param("due", due == null ? null : Timestamp.from(due))
        .param("id", file.id())
        .param("attempt", file.attempt())
        .update();
  }

  /** A stored file whose time is over. */
  record Old(UUID id, String store) {}

  List<Old> storedBefore(Instant time, int limit) {
    return jdbc.sql(
            """
            select id, store from media_file where state = 'STORED' and stored_at < ?
             order by stored_at limit ?
            """)
        .params(Timestamp.from(time), limit)
        .query((row, n) -> new Old(row.getObject("id", UUID.class), row.getString("store")))
        .list();
  }

  void expired(UUID id, String reason) {
    jdbc.sql(
            "update media_file set state = 'EXPIRED', reason = ? where id = ? and state = 'STORED'")
        .params(reason, id)
        .update();
  }
}
