package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.ground.web.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Guessing passwords is slow, and the right password gets in. */
class SignInTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String RIGHT = "the right password";
  private static final int OK = 200;
  private static final int WRONG = 401;
  private static final int CLOSED = 429;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T12:00:00Z"));
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Users users = new Users(jdbc, new BCryptPasswordEncoder(4));
  private final Sessions sessions = new Sessions(jdbc, clock, new SecurityLog());
  private final LockOuts lockOuts = new LockOuts(jdbc, clock, "the key of this test");
  private final String ana = "ana " + UUID.randomUUID();
  private SignIn signIn = hub();
  private long retryAfter;

  private SignIn hub() {
    return new SignIn(users, sessions, lockOuts, new SecurityLog());
  }

  @BeforeEach
  void ana() {
    users.add(ana, RIGHT);
  }

  @Test
  void wrongPasswordsFromOneNetworkAreCheckedLessAndLessOften() {
    guess(ana, "198.51.100.1", LockOuts.FREE);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      assertThat(attempt(ana, "wrong", "198.51.100.1", null)).isEqualTo(WRONG);
      assertThat(attempt(ana, "wrong", "198.51.100.1", null)).isEqualTo(CLOSED);
      waits.add(retryAfter);
      clock.tick(Duration.ofSeconds(retryAfter));
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
  }

  @Test
  void whileALaneIsClosedEvenTheRightPasswordIsNotChecked() {
    guess(ana, "198.51.100.1", LockOuts.FREE + 1);
    assertThat(attempt(ana, RIGHT, "198.51.100.1", null)).isEqualTo(CLOSED);
    clock.tick(Duration.ofSeconds(retryAfter));
    assertThat(attempt(ana, RIGHT, "198.51.100.1", null)).isEqualTo(OK);
    // The right password forgives the wrong ones before it.
    guess(ana, "198.51.100.1", LockOuts.FREE);
    assertThat(attempt(ana, RIGHT, "198.51.100.1", null)).isEqualTo(OK);
  }

  @Test
  void guessesFromOneNetworkDoNotLockOutOthers() {
    guess(ana, "198.51.100.1", LockOuts.FREE + 1);
    assertThat(attempt(ana, "wrong", "198.51.100.1", null)).isEqualTo(CLOSED);
    assertThat(attempt(ana, RIGHT, "203.0.113.9", null)).isEqualTo(OK);
    assertThat(attempt(ana + "'s neighbour", "wrong", "198.51.100.1", null)).isEqualTo(WRONG);
  }

  @Test
  void anIpv6AddressCountsAsItsWholeNetwork() {
    for (int i = 1; i <= LockOuts.FREE + 1; i++) {
      assertThat(attempt(ana, "wrong", "2001:db8:1:2::" + i, null)).isEqualTo(WRONG);
    }
    assertThat(attempt(ana, "wrong", "2001:db8:1:2:ffff::1", null)).isEqualTo(CLOSED);
    assertThat(attempt(ana, RIGHT, "2001:db8:1:3::1", null)).isEqualTo(OK);
  }

  @Test
  void aKnownDeviceIsDelayedOnlyByItsOwnMistakes() {
    String device = UUID.randomUUID().toString();
    guess(ana, "198.51.100.1", LockOuts.FREE + 1);
    assertThat(attempt(ana, RIGHT, "198.51.100.1", device)).isEqualTo(OK);
    for (int i = 0; i <= LockOuts.FREE; i++) {
      assertThat(attempt(ana, "wrong", "198.51.100.1", device)).isEqualTo(WRONG);
    }
    assertThat(attempt(ana, RIGHT, "198.51.100.1", device)).isEqualTo(CLOSED);
  }

  @Test
  void guessesFromManyNetworksCloseTheAccountExceptToKnownNetworks() {
    String home = "203.0.113.9";
    sessions.open(ana, users.passwordMark(ana).orElseThrow(), new Caller(home, "curl"));
    for (int i = 0; i <= LockOuts.FREE_OF_STRANGERS; i++) {
      assertThat(attempt(ana, "wrong", "198.51.100." + i, null)).isEqualTo(WRONG);
    }
    assertThat(attempt(ana, "wrong", "192.0.2.1", null)).isEqualTo(CLOSED);
    assertThat(attempt(ana, RIGHT, "192.0.2.1", null)).isEqualTo(CLOSED);
    assertThat(attempt(ana, RIGHT, home, null)).isEqualTo(OK);

    clock.tick(Duration.ofSeconds(1));
    assertThat(attempt(ana, RIGHT, "192.0.2.1", null)).isEqualTo(OK);
  }

  @Test
  void anUnknownNameIsTreatedLikeAKnownOne() {
    String nobody = "nobody " + UUID.randomUUID();
    guess(nobody, "198.51.100.1", LockOuts.FREE + 1);
    assertThat(attempt(nobody, "wrong", "198.51.100.1", null)).isEqualTo(CLOSED);
    assertThat(retryAfter).isEqualTo(1);
    assertThat(
            jdbc.sql("select count(*) from sign_in_lane where account like '%nobody%'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void allHubsAndTheNextStartKnowTheGuesses() {
    guess(ana, "198.51.100.1", LockOuts.FREE + 1);
    signIn = hub();
    assertThat(attempt(ana, "wrong", "198.51.100.1", null)).isEqualTo(CLOSED);
    clock.tick(Duration.ofHours(25));
    guess(ana, "198.51.100.1", LockOuts.FREE);
  }

  @Test
  void randomNamesDoNotFillTheTable() {
    jdbc.sql(
            """
            insert into sign_in_lane
            select 'flood ' || n, 'x', 1, timestamptz '2026-01-31T11:00:00Z' + n * interval '1 ms',
                   timestamptz '2026-01-31T11:00:00Z'
              from generate_series(1, 60000) n
            """)
        .update();
    clock.tick(Duration.ofMinutes(2));
    attempt(ana, "wrong", "198.51.100.1", null);
    assertThat(jdbc.sql("select count(*) from sign_in_lane").query(Long.class).single())
        .isLessThanOrEqualTo(50_002);
    jdbc.sql("delete from sign_in_lane where account like 'flood%'").update();
  }

  private void guess(String name, String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(attempt(name, "wrong", address, null)).isEqualTo(WRONG);
    }
  }

  /** Tries to sign in; 200, 401, or the status of the refusal. */
  private int attempt(String name, String password, String address, @Nullable String device) {
    int[] status = {0};
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () ->
                status[0] =
                    signIn.check(name, password, new Caller(address, "curl"), device).isPresent()
                        ? OK
                        : WRONG);
    if (refusal == null) {
      return status[0];
    }
    String after = refusal.getHeaders().getFirst("Retry-After");
    retryAfter = after == null ? 0 : Long.parseLong(after);
    return refusal.getStatusCode().value();
  }
}
