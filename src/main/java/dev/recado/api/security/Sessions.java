package dev.recado.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.recado.ground.web.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The sessions of users: a row for each sign-in, kept until its last token has expired.
 *
 * <p>A session is over when it was ended, when it was not refreshed for {@link Tokens#REFRESH}, or
 * when its user's password has changed since it began.
 */
final class Sessions {

  /** For this long another hub still accepts a session that was ended on this one. */
  static final Duration BELIEVED = Duration.ofSeconds(5);

  /**
   * For this long a client may repeat a refresh, because it missed the answer or asked twice at
   * once.
   */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** A program that signs in for each call pushes out its own sessions only. */
  private static final int MOST_OF_A_CLIENT = 200;

  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
  private static final long MOST_REMEMBERED = 10_000;

  private static final String ROWS =
      "select s.*, u.password_hash from session s join app_user u using (username)";

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SecurityLog log;
  private final Cache<UUID, Boolean> alive;
  private final Cache<UUID, Boolean> over;

  Sessions(JdbcClient jdbc, Clock clock, SecurityLog log) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.log = log;
    this.alive = remembered(BELIEVED);
    this.over = remembered(Tokens.ACCESS);
  }

  private Cache<UUID, Boolean> remembered(Duration time) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_REMEMBERED)
        .expireAfterWrite(time)
        .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
        .build();
  }

  /**
   * The data that tokens are made from.
   *
   * @param id the id of the session
   * @param username the user of the session
   * @param refreshId the id of the only valid refresh token
   */
  record Ticket(UUID id, String username, UUID refreshId) {}

  /** Begins a session. */
  Ticket open(String username, String passwordMark, Caller caller) {
    Instant now = clock.instant();
    jdbc.sql("delete from session where expires_at < ?").param(Timestamp.from(now)).update();
    crowdOut(username, caller);
    Ticket ticket = new Ticket(UUID.randomUUID(), username, UUID.randomUUID());
    jdbc.sql(
            """
            insert into session (id, username, password_mark, created_at, used_at, expires_at,
                                 address, network, user_agent, refresh_id)
            values (:id, :username, :mark, :now, :now, :until, :address, :network, :agent, :refresh)
            """)
        .param("id", ticket.id())
        .param("username", username)
        .param("mark", passwordMark)
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(Tokens.REFRESH)))
        .param("address", caller.address())
        .param("network", caller.network())
        .param("agent", caller.userAgent())
        .param("refresh", ticket.refreshId())
        .update();
    jdbc.sql("update app_user set signed_in_at = ? where username = ?")
        .params(Timestamp.from(now), username)
        .update();
    log.done("%s signed in from %s, session %s".formatted(username, caller.address(), ticket.id()));
    return ticket;
  }

  private void crowdOut(String username, Caller caller) {
    jdbc.sql(
            """
            delete from session
             where id in (select id from session
                           where username = ? and network = ? and user_agent = ?
                           order by used_at desc, id offset ?)
            """)
        .params(username, caller.network(), caller.userAgent(), MOST_OF_A_CLIENT - 1)
        .update();
  }

  /**
   * Continues a session with a refresh token, which is good once.
   *
   * <p>A token that was used before may be stolen, so the session ends. Only the same client may
   * repeat the last token within {@link #GRACE}, and gets the same answer again.
   *
   * @return empty if the session is over
   */
  Optional<Ticket> renew(Tokens.Refresh token, Caller caller) {
    if (find(token.session()).isEmpty()) {
      return Optional.empty();
    }
    Ticket next = new Ticket(token.session(), token.username(), UUID.randomUUID());
    return rotate(token, next, caller) ? Optional.of(next) : again(token, caller);
  }

  private boolean rotate(Tokens.Refresh token, Ticket next, Caller caller) {
    Instant now = clock.instant();
    return jdbc.sql(
                """
                update session
                   set refresh_id = :next, former_id = :this, rotated_at = :now, used_at = :now,
                       expires_at = :until, address = :address, network = :network,
                       user_agent = :agent
                 where id = :id and refresh_id = :this and ended_at is null
                """)
            .param("next", next.refreshId())
            .param("this", token.id())
            .param("now", Timestamp.from(now))
            .param("until", Timestamp.from(now.plus(Tokens.REFRESH)))
            .param("address", caller.address())
            .param("network", caller.network())
            .param("agent", caller.userAgent())
            .param("id", token.session())
            .update()
        == 1;
  }

  private Optional<Ticket> again(Tokens.Refresh token, Caller caller) {
    Optional<Row> row = find(token.session());
    if (row.isEmpty()) {
      return Optional.empty();
    }
    if (row.get().answers(token, caller, clock.instant().minus(GRACE))) {
      return row.map(r -> new Ticket(r.id(), r.username(), r.refreshId()));
    }
    if (finish(token.session())) {
      log.alarm(
          "Session %s of %s ended: a refresh token was used a second time, from %s; it may be stolen"
              .formatted(token.session(), token.username(), caller.address()));
    }
    return Optional.empty();
  }

  /**
   * Tells whether a session is still valid. If another hub has ended it, this hub notices within
   * {@link #BELIEVED}.
   *
   * <p>While PostgreSQL is away, a session goes on unless this hub knows that it is over: the
   * tokens are signed and short-lived, and operators need the pages that show what is wrong.
   */
  boolean alive(UUID id) {
    return over.getIfPresent(id) == null && Boolean.TRUE.equals(alive.get(id, this::ask));
  }

  private boolean ask(UUID id) {
    try {
      Optional<Row> row = find(id);
      if (row.isEmpty()) {
        over.put(id, true);
      }
      row.ifPresent(this::noteUse);
      return row.isPresent();
    } catch (DataAccessResourceFailureException | QueryTimeoutException away) {
      return true;
    }
  }

  private void noteUse(Row row) {
    Instant now = clock.instant();
    if (row.usedAt().isBefore(now.minus(USE_NOTED_EVERY))) {
      jdbc.sql("update session set used_at = ? where id = ?")
          .params(Timestamp.from(now), row.id())
          .update();
    }
  }

  /** Tells whether a user has signed in from a network within the life of a session. */
  boolean known(String username, String network) {
    return jdbc.sql(
            "select exists (select 1 from session"
                + " where username = ? and network = ? and expires_at > ?)")
        .params(username, network, Timestamp.from(clock.instant()))
        .query(Boolean.class)
        .single();
  }

  /** Lists the valid sessions, the last used first; those of all users if the user is null. */
  List<Row> list(@Nullable String username) {
    return jdbc
        .sql(ROWS + " where (:user::text is null or username = :user) order by used_at desc")
        .param("user", username)
        .query((row, n) -> Row.of(row))
        .list()
        .stream()
        .filter(row -> row.live(clock.instant()))
        .toList();
  }

  private Optional<Row> find(UUID id) {
    return jdbc.sql(ROWS + " where id = ?")
        .param(id)
        .query((row, n) -> Row.of(row))
        .optional()
        .filter(row -> row.live(clock.instant()));
  }

  /** Ends a session, of any user if the user is null. Returns false if there is no such session. */
  boolean end(UUID id, @Nullable String username, String by) {
    Optional<Row> row = find(id).filter(r -> username == null || r.username().equals(username));
    if (row.isEmpty() || !finish(id)) {
      return false;
    }
    log.done("Session %s of %s ended by %s".formatted(id, row.get().username(), by));
    return true;
  }

  private boolean finish(UUID id) {
    boolean ended =
        jdbc.sql("update session set ended_at = ? where id = ? and ended_at is null")
                .params(Timestamp.from(clock.instant()), id)
                .update()
            == 1;
    forget(id);
    return ended;
  }

  /** Ends all of a user's sessions. */
  void endAll(String username) {
    List<UUID> ended =
        jdbc.sql(
                "update session set ended_at = ? where username = ? and ended_at is null"
                    + " returning id")
            .params(Timestamp.from(clock.instant()), username)
            .query(UUID.class)
            .list();
    ended.forEach(this::forget);
    log.done("All %d sessions of %s ended by %s".formatted(ended.size(), username, username));
  }

  private void forget(UUID id) {
    over.put(id, true);
    alive.invalidate(id);
  }

  /** A row of the table. */
  record Row(
      UUID id,
      String username,
      boolean samePassword,
      Instant createdAt,
      Instant usedAt,
      Instant expiresAt,
      String address,
      String network,
      String userAgent,
      UUID refreshId,
      @Nullable UUID formerId,
      @Nullable Instant rotatedAt,
      boolean ended) {

    private static Row of(ResultSet row) throws SQLException {
      return new Row(
          Rows.id(row),
          row.getString("username"),
          Users.mark(row.getString("password_hash")).equals(row.getString("password_mark")),
          Rows.at(row, "created_at"),
          Rows.at(row, "used_at"),
          Rows.at(row, "expires_at"),
          row.getString("address"),
          row.getString("network"),
          row.getString("user_agent"),
          row.getObject("refresh_id", UUID.class),
          row.getObject("former_id", UUID.class),
          Rows.maybeAt(row, "rotated_at"),
          row.getTimestamp("ended_at") != null);
    }

    private boolean live(Instant now) {
      return !ended && samePassword && now.isBefore(expiresAt);
    }

    /** Whether the same client repeats a refresh that was just answered. */
    private boolean answers(Tokens.Refresh token, Caller caller, Instant since) {
      return token.id().equals(formerId)
          && rotatedAt != null
          && rotatedAt.isAfter(since)
          && network.equals(caller.network())
          && userAgent.equals(caller.userAgent());
    }
  }
}
