package dev.recado.web;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Makes and reads the tokens by which callers prove who they are. */
final class Tokens {

  static final Duration ACCESS = Duration.ofHours(1);
  static final Duration REFRESH = Duration.ofDays(30);

  private static final String ISSUER = "recado";
  private static final String USE = "use";
  private static final String PASSWORD = "pwd";

  private final SecretKeySpec key;
  private final Clock clock;
  private final JwtEncoder encoder;
  private final JwtDecoder refreshDecoder;

  Tokens(byte[] key, Clock clock) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.clock = clock;
    this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(this.key));
    this.refreshDecoder = decoder("refresh");
  }

  /** Reads bearer tokens; a refresh token is none. */
  JwtDecoder accessDecoder() {
    return decoder("access");
  }

  private NimbusJwtDecoder decoder(String use) {
    JwtTimestampValidator time = new JwtTimestampValidator(Duration.ZERO);
    time.setClock(clock);
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            time,
            new JwtClaimValidator<String>("iss", ISSUER::equals),
            new JwtClaimValidator<String>(USE, use::equals)));
    return decoder;
  }

  String access(String username) {
    return token(username, ACCESS, JwtClaimsSet.builder().claim(USE, "access"));
  }

  /** Bound to the password by its mark: a new password ends what the old one began. */
  String refresh(String username, String passwordMark) {
    return token(
        username,
        REFRESH,
        JwtClaimsSet.builder().claim(USE, "refresh").claim(PASSWORD, passwordMark));
  }

  private String token(String username, Duration life, JwtClaimsSet.Builder claims) {
    Instant now = clock.instant();
    claims
        .issuer(ISSUER)
        .subject(username)
        .id(UUID.randomUUID().toString())
        .issuedAt(now)
        .expiresAt(now.plus(life));
    return encoder
        .encode(
            JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims.build()))
        .getTokenValue();
  }

  /**
   * What a good refresh token says.
   *
   * @param username whose it is
   * @param passwordMark the mark of the password it was made under
   */
  record Refresh(String username, String passwordMark) {}

  /** Reads a refresh token; empty where it is forged, expired or none. */
  Optional<Refresh> readRefresh(String token) {
    try {
      Jwt jwt = refreshDecoder.decode(token);
      return Optional.of(
          new Refresh(jwt.getSubject(), String.valueOf(jwt.getClaimAsString(PASSWORD))));
    } catch (JwtException e) {
      return Optional.empty();
    }
  }
}
