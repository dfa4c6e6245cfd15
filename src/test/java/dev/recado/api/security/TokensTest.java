package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String KEY = "the key of this test, 32 bytes..";

  private final Tokens tokens = tokens(KEY, NOW);
  private final Sessions.Ticket ana =
      new Sessions.Ticket(UUID.randomUUID(), "ana", UUID.randomUUID());

  private static Tokens tokens(String key, Instant now) {
    return new Tokens(key.getBytes(StandardCharsets.US_ASCII), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static JwtDecoder access(Tokens tokens) {
    return tokens.accessDecoder(session -> true);
  }

  @Test
  void anAccessTokenNamesItsUserAndItsSession() {
    var token = access(tokens).decode(tokens.access(ana));
    assertThat(token.getSubject()).isEqualTo("ana");
    assertThat(Tokens.session(token)).isEqualTo(ana.id());
  }

  @Test
  void anAccessTokenEndsAfterAnHour() {
    Tokens later = tokens(KEY, NOW.plus(Duration.ofMinutes(61)));
    assertRefused(access(later), tokens.access(ana));
  }

  @Test
  void anAccessTokenEndsWithItsSession() {
    assertRefused(tokens.accessDecoder(session -> !session.equals(ana.id())), tokens.access(ana));
  }

  @Test
  void sessionsAreLookedUpOnlyForTheHubsOwnTokens() {
    Tokens others = tokens("another key of this test, 32 b..", NOW);
    JwtDecoder decoder =
        tokens.accessDecoder(
            session -> {
              throw new AssertionError("A forged token made the hub look a session up");
            });
    assertRefused(decoder, others.access(ana));
    assertRefused(decoder, tokens.refresh(ana));
  }

  @Test
  void aTokenIsOnlyGoodForItsOwnUse() {
    String device = tokens.device("ana", UUID.randomUUID());
    assertRefused(access(tokens), tokens.refresh(ana));
    assertRefused(access(tokens), device);
    assertThat(tokens.readRefresh(tokens.access(ana))).isEmpty();
    assertThat(tokens.readRefresh(device)).isEmpty();
    assertThat(tokens.readDevice(tokens.refresh(ana), "ana")).isEmpty();
  }

  @Test
  void aRefreshTokenNamesItsSessionAndItself() {
    assertThat(tokens.readRefresh(tokens.refresh(ana)))
        .contains(new Tokens.Refresh(ana.refreshId(), "ana", ana.id()));
  }

  @Test
  void aDeviceTokenIsOnlyGoodForItsUser() {
    UUID device = UUID.randomUUID();
    assertThat(tokens.readDevice(tokens.device("ana", device), "ana")).contains(device);
    assertThat(tokens.readDevice(tokens.device("ana", device), "bia")).isEmpty();
  }

  @Test
  void aTokenOfAnotherKeyIsForged() {
    Tokens others = tokens("another key of this test, 32 b..", NOW);
    assertThat(tokens.readRefresh(others.refresh(ana))).isEmpty();
    assertThat(tokens.readDevice(others.device("ana", ana.id()), "ana")).isEmpty();
    assertRefused(access(tokens), others.access(ana));
  }

  @Test
  void aTokenWithoutSignatureIsForged() {
    // {"alg":"none"} . {"sub":"ana","iss":"recado","use":"access","exp":4102444800} .
    assertRefused(
        access(tokens),
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEiLCJpc3MiOiJyZWNhZG8iLCJ1c2UiOiJhY2Nlc3MiLCJleHAiOjQx"
            + "MDI0NDQ4MDB9.");
  }

  private static void assertRefused(JwtDecoder decoder, String token) {
    assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(token));
  }
}
