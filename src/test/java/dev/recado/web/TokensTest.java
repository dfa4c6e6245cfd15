package dev.recado.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;

class TokensTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final Tokens tokens = tokens("the key of this test, 32 bytes..", NOW);

  private static Tokens tokens(String key, Instant now) {
    return new Tokens(key.getBytes(StandardCharsets.US_ASCII), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void anAccessTokenNamesItsUser() {
    assertThat(tokens.accessDecoder().decode(tokens.access("ana")).getSubject()).isEqualTo("ana");
  }

  @Test
  void anAccessTokenEndsAfterAnHour() {
    String token = tokens.access("ana");
    Tokens later = tokens("the key of this test, 32 bytes..", NOW.plus(Duration.ofMinutes(61)));
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> later.accessDecoder().decode(token));
  }

  @Test
  void aRefreshTokenIsNoBearer() {
    String token = tokens.refresh("ana", "mark");
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> tokens.accessDecoder().decode(token));
  }

  @Test
  void anAccessTokenRefreshesNothing() {
    assertThat(tokens.readRefresh(tokens.access("ana"))).isEmpty();
  }

  @Test
  void aRefreshTokenCarriesTheMarkOfThePassword() {
    assertThat(tokens.readRefresh(tokens.refresh("ana", "mark")))
        .contains(new Tokens.Refresh("ana", "mark"));
  }

  @Test
  void aTokenOfAnotherKeyIsForged() {
    Tokens others = tokens("another key of this test, 32 b..", NOW);
    assertThat(tokens.readRefresh(others.refresh("ana", "mark"))).isEmpty();
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> tokens.accessDecoder().decode(others.access("ana")));
  }

  @Test
  void aTokenWithoutSignatureIsForged() {
    // {"alg":"none"} . {"sub":"ana","iss":"recado","use":"access","exp":4102444800} .
    String unsigned =
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEiLCJpc3MiOiJyZWNhZG8iLCJ1c2UiOiJhY2Nlc3MiLCJleHAiOjQx"
            + "MDI0NDQ4MDB9.";
    assertThatExceptionOfType(JwtException.class)
        .isThrownBy(() -> tokens.accessDecoder().decode(unsigned));
  }
}
