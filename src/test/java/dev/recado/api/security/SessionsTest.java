package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

class SessionsTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Caller HOME = new Caller("203.0.113.9", "Firefox");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-31T12:00:00Z"));
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Users users = new Users(jdbc, new BCryptPasswordEncoder(4));
  private final Sessions sessions = hub(jdbc);
  private final String ana = "ana " + UUID.randomUUID();

  private Sessions hub(JdbcClient database) {
    return new Sessions(database, clock, new SecurityLog());
  }

  @BeforeEach
  void ana() {
    users.add(ana, "the first password");
  }

  @Test
  void aRefreshTokenIsGoodOnceAndItsSecondUseEndsTheSession() {
    Sessions.Ticket first = open(HOME);
    Sessions.Ticket second = sessions.renew(token(first), HOME).orElseThrow();
    assertThat(second.refreshId()).isNotEqualTo(first.refreshId());
    clock.tick(Sessions.GRACE);

    assertThat(sessions.renew(token(first), HOME)).isEmpty();

    assertThat(sessions.alive(first.id())).isFalse();
    assertThat(sessions.renew(token(second), HOME)).isEmpty();
  }

  @Test
  void theSameClientMayRepeatItsLastRefreshSoon() {
    Sessions.Ticket first = open(HOME);
    Sessions.Ticket second = sessions.renew(token(first), HOME).orElseThrow();

    assertThat(sessions.renew(token(first), HOME)).contains(second);
    assertThat(sessions.renew(token(second), HOME)).isPresent();
    // An older token than the last one may be stolen, however soon it comes.
    assertThat(sessions.renew(token(first), HOME)).isEmpty();
    assertThat(sessions.alive(first.id())).isFalse();
  }

  @Test
  void anotherClientWithAUsedTokenEndsTheSession() {
    Sessions.Ticket first = open(HOME);
    assertThat(sessions.renew(token(first), HOME)).isPresent();
    assertThat(sessions.renew(token(first), new Caller("198.51.100.7", "Firefox"))).isEmpty();
    assertThat(sessions.alive(first.id())).isFalse();
  }

  @Test
  void theLastSignInStaysAfterItsSession() {
    open(HOME);
    clock.tick(Duration.ofDays(1));
    Instant last = clock.instant();
    sessions.renew(token(open(HOME)), HOME);
    jdbc.sql("delete from session where username = ?").param(ana).update();
    assertThat(users.all())
        .filteredOn(user -> user.name().equals(ana))
        .extracting(Users.User::signedInAt)
        .containsExactly(last);
  }

  @Test
  void aNewPasswordEndsAllSessionsOfTheOldOne() {
    Sessions.Ticket before = open(HOME);
    assertThat(sessions.alive(before.id())).isTrue();

    users.ensure(ana, "the second password");
    clock.tick(Sessions.BELIEVED);

    assertThat(sessions.alive(before.id())).isFalse();
    assertThat(sessions.renew(token(before), HOME)).isEmpty();
    assertThat(sessions.list(ana)).isEmpty();
    assertThat(sessions.alive(open(HOME).id())).isTrue();
  }

  @Test
  void aSessionThatOneHubEndsIsOverOnAllWithinSeconds() {
    Sessions other = hub(jdbc);
    Sessions.Ticket ticket = open(HOME);
    assertThat(other.alive(ticket.id())).isTrue();

    assertThat(sessions.end(ticket.id(), ana, ana)).isTrue();

    assertThat(sessions.alive(ticket.id())).isFalse();
    clock.tick(Sessions.BELIEVED);
    assertThat(other.alive(ticket.id())).isFalse();
    assertThat(sessions.end(ticket.id(), ana, ana)).isFalse();
  }

  @Test
  void aUserCanEndOnlyOwnSessions() {
    Sessions.Ticket ticket = open(HOME);
    assertThat(sessions.end(ticket.id(), "somebody else", "somebody else")).isFalse();
    assertThat(sessions.alive(ticket.id())).isTrue();
    assertThat(sessions.end(ticket.id(), null, "admin")).isTrue();
  }

  @Test
  void whileTheDatabaseIsAwaySessionsGoOnExceptEndedOnes() {
    Sessions.Ticket ended = open(HOME);
    Sessions away =
        hub(
            JdbcClient.create(
                new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nowhere?user=x")));
    assertThat(away.alive(ended.id())).isTrue();

    sessions.end(ended.id(), ana, ana);
    clock.tick(Duration.ofMinutes(59));
    assertThat(sessions.alive(ended.id())).isFalse();
  }

  @Test
  void aSessionThatIsNotRefreshedExpiresAndItsRowIsDeleted() {
    Sessions.Ticket old = open(HOME);
    clock.tick(Tokens.REFRESH);
    assertThat(sessions.alive(old.id())).isFalse();
    assertThat(sessions.known(ana, HOME.network())).isFalse();

    clock.tick(Duration.ofSeconds(1));
    open(HOME);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aProgramThatSignsInForEachCallPushesOutOnlyItsOwnSessions() {
    Sessions.Ticket browser = open(HOME);
    Caller script = new Caller(HOME.address(), "curl");
    Sessions.Ticket first = open(script);
    for (int i = 0; i < 200; i++) {
      clock.tick(Duration.ofMillis(1));
      open(script);
    }
    assertThat(rows()).isEqualTo(201);
    assertThat(sessions.alive(first.id())).isFalse();
    assertThat(sessions.alive(browser.id())).isTrue();
  }

  @Test
  void theListTellsWhereAndWhenASessionWasLastUsed() {
    Sessions.Ticket ticket = open(HOME);
    clock.tick(Duration.ofMinutes(2));
    Instant then = clock.instant();
    sessions.alive(ticket.id());

    assertThat(sessions.list(ana)).hasSize(1);
    Sessions.Row row = sessions.list(ana).get(0);
    assertThat(row.usedAt()).isEqualTo(then);
    assertThat(row.address()).isEqualTo("203.0.113.9");
    assertThat(row.userAgent()).isEqualTo("Firefox");
    assertThat(sessions.list(null)).contains(row);
  }

  private Sessions.Ticket open(Caller caller) {
    Optional<String> mark = users.passwordMark(ana);
    return sessions.open(ana, mark.orElseThrow(), caller);
  }

  private static Tokens.Refresh token(Sessions.Ticket ticket) {
    return new Tokens.Refresh(ticket.refreshId(), ticket.username(), ticket.id());
  }

  private long rows() {
    return jdbc.sql("select count(*) from session where username = ?")
        .param(ana)
        .query(Long.class)
        .single();
  }
}
