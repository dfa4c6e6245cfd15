package dev.recado.api.security;

import dev.recado.spine.ingress.Hmac;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts wrong passwords and closes sign-ins for a time that doubles with each further one (ADR
 * 0020).
 *
 * <p>The counts are in a table, so that all hubs and the next start know them. An attempt is
 * counted before the password is checked, and forgiven if the password is right. So of many
 * attempts at once only one passes.
 */
final class LockOuts {

  /** Free attempts at one account from one network or device. */
  static final int FREE = 5;

  /** Free attempts at one account from all unknown networks together. */
  static final int FREE_OF_STRANGERS = 50;

  static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration FORGOTTEN = Duration.ofHours(24);

  private static final String STRANGERS = "*";
  private static final int MOST_ROWS = 50_000;
  private static final Duration CLEANED_EVERY = Duration.ofMinutes(1);

  /** With the n-th attempt after the free ones, the lane closes for 2^(n-1) seconds. */
  private static final String COUNT =
      """
      insert into sign_in_lane as l (account, lane, wrong, tried_at, open_at)
      values (:account, :lane, 1, :now, :now)
          on conflict (account, lane) do update
         set wrong = case when l.tried_at < :forgotten then 1 else l.wrong + 1 end,
             tried_at = :now,
             open_at = case when l.tried_at < :forgotten or l.wrong < :free then :now::timestamptz
                            else :now::timestamptz + make_interval(secs => least(:longest, power(2, least(l.wrong - :free, 20))))
                       end
       where l.open_at <= :now
      returning wrong
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final String key;
  private final AtomicLong cleaned = new AtomicLong();

  LockOuts(JdbcClient jdbc, Clock clock, String key) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.key = key;
  }

  /**
   * Attempts that are counted together.
   *
   * @param account the name, hashed
   * @param name the network or the device
   * @param known whether the account has signed in from there
   */
  record Lane(String account, String name, boolean known) {}

  /** Returns the lane of an attempt, also for a name that nobody has. */
  Lane lane(String username, String name, boolean known) {
    byte[] bytes = username.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new Lane(Hmac.hex("HmacSHA256", key, bytes), name, known);
  }

  /**
   * Counts an attempt.
   *
   * @param wrong how many attempts this lane has had since the last right one, this one included
   * @param closedSeconds the seconds until a password is checked again; empty if it may be checked
   *     now
   */
  record Attempt(int wrong, OptionalLong closedSeconds) {

    boolean closes() {
      return wrong == FREE + 1;
    }
  }

  /** Counts an attempt. If the lane is closed, the password must not be checked. */
  Attempt enter(Lane lane) {
    clean();
    OptionalLong closed = lane.known() ? OptionalLong.empty() : closed(lane.account(), STRANGERS);
    if (closed.isPresent()) {
      return new Attempt(0, closed);
    }
    return count(lane.account(), lane.name(), FREE)
        .map(wrong -> new Attempt(wrong, OptionalLong.empty()))
        .orElseGet(
            () -> new Attempt(0, OptionalLong.of(closed(lane.account(), lane.name()).orElse(1))));
  }

  /** Notes a right password and forgives the wrong ones before it in this lane. */
  void right(Lane lane) {
    jdbc.sql("delete from sign_in_lane where account = ? and lane = ?")
        .params(lane.account(), lane.name())
        .update();
  }

  /** Notes a wrong password. Returns whether it closes the account to all unknown networks. */
  boolean wrong(Lane lane) {
    return !lane.known()
        && count(lane.account(), STRANGERS, FREE_OF_STRANGERS)
            .filter(wrong -> wrong == FREE_OF_STRANGERS + 1)
            .isPresent();
  }

  private Optional<Integer> count(String account, String lane, int free) {
    Instant now = clock.instant();
    return jdbc.sql(COUNT)
        .param("account", account)
        .param("lane", lane)
        .param("free", free)
        .param("longest", LONGEST.toSeconds())
        .param("now", Timestamp.from(now))
        .param("forgotten", Timestamp.from(now.minus(FORGOTTEN)))
        .query(Integer.class)
        .optional();
  }

  private OptionalLong closed(String account, String lane) {
    Instant now = clock.instant();
    return jdbc.sql("select open_at from sign_in_lane where account = ? and lane = ?")
        .params(account, lane)
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .optional()
        .filter(now::isBefore)
        .map(open -> OptionalLong.of(Duration.between(now, open).plusMillis(999).toSeconds()))
        .orElse(OptionalLong.empty());
  }

  /** Removes the oldest rows, because a caller that tries random names adds many. */
  private void clean() {
    Instant now = clock.instant();
    long last = cleaned.get();
    boolean soon = now.toEpochMilli() - last < CLEANED_EVERY.toMillis();
    if (soon || !cleaned.compareAndSet(last, now.toEpochMilli())) {
      return;
    }
    jdbc.sql(
            """
            delete from sign_in_lane
             where tried_at < greatest(:forgotten,
                     (select tried_at from sign_in_lane order by tried_at desc offset :most limit 1))
            """)
        .param("forgotten", Timestamp.from(now.minus(FORGOTTEN)))
        .param("most", MOST_ROWS - 1)
        .update();
  }
}
