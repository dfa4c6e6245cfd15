package dev.recado.systems.source;

import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How a sender proves that a webhook comes from it. Each comparison takes constant time. */
sealed interface Proof permits Proof.Token, Proof.Header, Proof.Basic, Signature {

  /** Whether the address may be that of the sender; true where the address proves nothing. */
  default boolean mayTrust(@Nullable String token, String secret) {
    return true;
  }

  boolean trusts(Webhook webhook, String secret);

  /** The secret stands in the path or in the parameter {@code token}. */
  record Token() implements Proof {

    @Override
    public boolean mayTrust(@Nullable String token, String secret) {
      return TokenCheck.same(token, secret);
    }

    @Override
    public boolean trusts(Webhook webhook, String secret) {
      return mayTrust(webhook.token(), secret);
    }
  }

  /**
   * The secret stands in a header.
   *
   * @param name of the header
   * @param prefix before the secret, such as {@code Bearer }; possibly empty
   */
  record Header(String name, String prefix) implements Proof {

    @Override
    public boolean trusts(Webhook webhook, String secret) {
      return TokenCheck.same(webhook.header().apply(name), prefix + secret);
    }
  }

  /** HTTP Basic (RFC 7617). The secret is {@code user:password}. */
  record Basic() implements Proof {

    private static final String SCHEME = "Basic ";

    @Override
    public boolean trusts(Webhook webhook, String secret) {
      String expected = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
      return TokenCheck.same(given(webhook.header().apply("Authorization")), expected);
    }

    private static @Nullable String given(@Nullable String header) {
      if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        return null;
      }
      return header.substring(SCHEME.length()).strip();
    }
  }
}
