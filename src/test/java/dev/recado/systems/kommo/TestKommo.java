package dev.recado.systems.kommo;

import dev.recado.SettableClock;
import dev.recado.StubKommo;
import dev.recado.StubKommoOauth;
import dev.recado.TestDatabase;
import dev.recado.ground.process.SealedText;
import dev.recado.spine.http.Outbound;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The part of a hub that calls Kommo, on a database that another hub may share. */
final class TestKommo {

  static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  final KommoSettings settings;
  final JdbcClient jdbc;
  final SettableClock clock;
  final KommoPace pace;
  final KommoAccounts accounts;
  final TokenEndpoint endpoint;
  final KommoTokens tokens;
  final KommoOauth oauth;
  final CircuitBreaker breaker = KommoConfiguration.breaker();
  final Kommo kommo;

  private TestKommo(KommoSettings settings, TestDatabase database, SettableClock clock) {
    this.settings = settings;
    this.jdbc = database.jdbc();
    this.clock = clock;
    TransactionTemplate transaction = database.transaction();
    this.pace = new KommoPace(settings, jdbc, transaction, wait -> {});
    KommoWire wire = new KommoWire(Outbound.client(settings.timeout(), 4), pace);
    this.accounts = new KommoAccounts(jdbc, new SealedText(key('k')), clock);
    this.endpoint = new TokenEndpoint(settings, wire, clock);
    this.tokens = new KommoTokens(settings, accounts, endpoint, transaction, clock);
    this.oauth = new KommoOauth(settings, accounts, endpoint, tokens, clock);
    KommoHttp http = new KommoHttp(wire, tokens, new KommoErrors(settings, pace));
    this.kommo = new Kommo(settings, http, breaker, clock);
  }

  static byte[] key(char letter) {
    return String.valueOf(letter).repeat(32).getBytes(StandardCharsets.US_ASCII);
  }

  /** With the long-lived token. */
  static TestKommo longLived(StubKommo stub, TestDatabase database) {
    return with(settings(stub.url(), StubKommo.TOKEN, "", Duration.ZERO), database);
  }

  static TestKommo with(KommoSettings settings, TestDatabase database) {
    return with(settings, database, new SettableClock(NOW));
  }

  static TestKommo with(KommoSettings settings, TestDatabase database, SettableClock clock) {
    return new TestKommo(settings, database, clock);
  }

  static KommoSettings settings(String url, String token, String client, Duration every) {
    return new KommoSettings(
        url,
        token,
        client,
        client.isEmpty() ? "" : StubKommoOauth.CLIENT_SECRET,
        client.isEmpty() ? "" : StubKommoOauth.REDIRECT_URI,
        URI.create("https://www.kommo.com/oauth"),
        Duration.ofSeconds(5),
        every,
        Duration.ofSeconds(5),
        Duration.ofMinutes(30),
        Duration.ofMinutes(10),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        Set.of());
  }

  static KommoSettings oauthSettings(String url) {
    return settings(url, "", StubKommoOauth.CLIENT_ID, Duration.ZERO);
  }
}
