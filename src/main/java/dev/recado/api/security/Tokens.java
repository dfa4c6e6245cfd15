package dev.recado.api.security;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
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

/** Makes and reads the tokens with which callers prove their identity. */
final class Tokens {

  static final Duration ACCESS = Duration.ofHours(1);
  static final Duration REFRESH = Duration.ofDays(30);
  static final Duration DEVICE = Duration.ofDays(180);

  private static final String ISSUER = "recado";
  private static final String USE = "use";
  private static final String SESSION = "sid";

  /** Refuses tokens without a session, which earlier versions made. */
  private static final OAuth2TokenValidator<Jwt> OF_A_SESSION =
      new JwtClaimValidator<String>(SESSION, Objects::nonNull);

  private static final OAuth2Error OVER =
      new OAuth2Error("invalid_token", "The session is over.", null);

  private final SecretKeySpec key;
  private final Clock clock;
  private final JwtEncoder encoder;
  private final JwtDecoder refreshDecoder;
  private final JwtDecoder deviceDecoder;

  Tokens(byte[] key, Clock clock) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.clock = clock;
    this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(this.key));
    this.refreshDecoder =
        decoder(new DelegatingOAuth2TokenValidator<>(validator("refresh"), OF_A_SESSION));
    this.deviceDecoder = decoder(validator("device"));
  }

  /**
   * Creates the decoder of bearer tokens, which refuses refresh tokens.
   *
   * @param alive tells whether a session is still valid
   */
  JwtDecoder accessDecoder(Predicate<UUID> alive) {
    NimbusJwtDecoder decoder = decoder();
    OAuth2TokenValidator<Jwt> ours =
        new DelegatingOAuth2TokenValidator<>(validator("access"), OF_A_SESSION);
    decoder.setJwtValidator(
        token -> {
          OAuth2TokenValidatorResult result = ours.validate(token);
          // Sessions are looked up only for the hub's own tokens: any caller can make up others.
          return result.hasErrors() || alive.test(session(token))
              ? result
              : OAuth2TokenValidatorResult.failure(OVER);
        });
    return decoder;
  }

  private JwtDecoder decoder(OAuth2TokenValidator<Jwt> validator) {
    NimbusJwtDecoder decoder = decoder();
    decoder.setJwtValidator(validator);
    return decoder;
  }

  private NimbusJwtDecoder decoder() {
    return NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
  }

  private OAuth2TokenValidator<Jwt> validator(String use) {
    JwtTimestampValidator time = new JwtTimestampValidator(Duration.ZERO);
    time.setClock(clock);
    return new DelegatingOAuth2TokenValidator<>(
        time,
        new JwtClaimValidator<String>("iss", ISSUER::equals),
        new JwtClaimValidator<String>(USE, use::equals));
  }

  String access(Sessions.Ticket ticket) {
    return token(ticket.username(), ACCESS, UUID.randomUUID(), inSession(ticket, "access"));
  }

  /** Makes a refresh token, which is good once and while its session lasts. */
  String refresh(Sessions.Ticket ticket) {
    return token(ticket.username(), REFRESH, ticket.refreshId(), inSession(ticket, "refresh"));
  }

  private static JwtClaimsSet.Builder inSession(Sessions.Ticket ticket, String use) {
    return JwtClaimsSet.builder().claim(USE, use).claim(SESSION, ticket.id().toString());
  }

  /**
   * Makes a token that gives no access. It only shows that the user has signed in on this device
   * before.
   */
  String device(String username, UUID id) {
    return token(username, DEVICE, id, JwtClaimsSet.builder().claim(USE, "device"));
  }

  private String token(String username, Duration life, UUID id, JwtClaimsSet.Builder claims) {
    Instant now = clock.instant();
    claims
        .issuer(ISSUER)
        .subject(username)
        .id(id.toString())
        .issuedAt(now)
        .expiresAt(now.plus(life));
    return encoder
        .encode(
            JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims.build()))
        .getTokenValue();
  }

  /**
   * The content of a valid refresh token.
   *
   * @param id the id of the token
   * @param username its user
   * @param session the session that it continues
   */
  record Refresh(UUID id, String username, UUID session) {}

  /** Reads a refresh token. Returns empty if it is forged, expired or another kind of token. */
  Optional<Refresh> readRefresh(String token) {
    return read(refreshDecoder, token)
        .map(jwt -> new Refresh(UUID.fromString(jwt.getId()), jwt.getSubject(), session(jwt)));
  }

  /** Reads the id of a device. Returns empty if the user has not signed in on it. */
  Optional<UUID> readDevice(String token, String username) {
    return read(deviceDecoder, token)
        .filter(jwt -> jwt.getSubject().equals(username))
        .map(jwt -> UUID.fromString(jwt.getId()));
  }

  private static Optional<Jwt> read(JwtDecoder decoder, String token) {
    try {
      return Optional.of(decoder.decode(token));
    } catch (JwtException e) {
      return Optional.empty();
    }
  }

  /** The session of an access or a refresh token. */
  static UUID session(Jwt token) {
    return UUID.fromString(token.getClaimAsString(SESSION));
  }
}
