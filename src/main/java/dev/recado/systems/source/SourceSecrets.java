package dev.recado.systems.source;

import dev.recado.ground.process.Exposure;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The secrets of declared sources, from the settings. */
final class SourceSecrets {

  private static final String DEVELOPMENT = "dev";

  private final Environment environment;

  SourceSecrets(Environment environment) {
    this.environment = environment;
  }

  /** Whether a source is in use: one that comes with the hub is not, until it has a secret. */
  boolean inUse(Definition source) {
    return !SourceFile.SHIPPED.contains(source.name())
        || Exposure.development(environment)
        || StringUtils.hasText(environment.getProperty(source.secret()));
  }

  /**
   * Finds the secret of a source; on a trial machine it is {@code dev} if none is set.
   *
   * @throws IllegalArgumentException if it is missing or cannot be the key of the signature
   */
  String secret(Definition source) {
    String secret = setting(source.secret());
    if (source.proof() instanceof Signature signature && !secret.equals(DEVELOPMENT)) {
      String refusal = signature.refusal(secret);
      if (refusal != null) {
        throw new IllegalArgumentException(
            "%s %s".formatted(SourceFile.variableOf(source.secret()), refusal));
      }
    }
    return secret;
  }

  /** Finds the token of a source's challenge; null if it has none. */
  @Nullable String verifyToken(Definition source) {
    Challenge challenge = source.challenge();
    return challenge == null || challenge.token() == null ? null : setting(source.verifyToken());
  }

  private String setting(String property) {
    String value = environment.getProperty(property, "").strip();
    if (StringUtils.hasText(value)) {
      return value;
    }
    if (Exposure.development(environment)) {
      return DEVELOPMENT;
    }
    String variable = SourceFile.variableOf(property);
    throw new IllegalArgumentException(
        "%s is not set, and this hub can be reached from outside or talks to a real provider. Set it to the secret of the sender, and restart the hub."
            .formatted(variable));
  }
}
