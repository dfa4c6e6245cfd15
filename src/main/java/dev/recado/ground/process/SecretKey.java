package dev.recado.ground.process;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The hub's own secret. Each use derives its own key from it, which reveals nothing about the
 * others.
 */
public final class SecretKey {

  /** The setting; with the embedded PostgreSQL the hub makes the secret on the first start. */
  public static final String PROPERTY = "recado.secret-key";

  /** A shorter secret could be guessed offline from one token. */
  public static final int SHORTEST = 16;

  private SecretKey() {}

  /**
   * Derives the key of one use.
   *
   * @param environment the hub's settings
   * @param label what the key is for; another label gives an unrelated key
   * @return 32 bytes, the same on every start and in every process with this secret
   * @throws StartupProblem if the secret is missing or too short
   */
  public static byte[] derive(Environment environment, String label) {
    String secret = environment.getProperty(PROPERTY, "");
    if (!StringUtils.hasText(secret)) {
      throw new StartupProblem(
          "RECADO_SECRET_KEY is not set, and with a PostgreSQL of your own the hub cannot make one.",
          "Set RECADO_SECRET_KEY to the same long random text in each process (for example:"
              + " openssl rand -hex 32).");
    }
    if (secret.length() < SHORTEST) {
      throw new StartupProblem(
          "RECADO_SECRET_KEY is shorter than " + SHORTEST + " characters.",
          "Set it to a long random text (for example: openssl rand -hex 32).");
    }
    return hmac(secret.getBytes(StandardCharsets.UTF_8), label);
  }

  private static byte[] hmac(byte[] secret, String label) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(label.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}
