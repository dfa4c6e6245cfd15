package dev.recado.spine.ingress;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request of an outside system, with its body as it came.
 *
 * @param token the secret in the path or the query, or null
 * @param contentType as sent, or null
 * @param header looks a request header up by name, ignoring case; null where it is absent
 * @param query looks a parameter of the address up by name; null where it is absent
 * @param body the raw bytes, possibly empty
 * @param receivedAt when the request was read
 * @param url gives the address that the sender called, with its query, nothing decoded; behind a
 *     trusted proxy with the proxy's scheme, host and port. Empty where nobody called an address
 */
public record Webhook(
    @Nullable String token,
    @Nullable String contentType,
    Function<String, @Nullable String> header,
    Function<String, @Nullable String> query,
    byte[] body,
    Instant receivedAt,
    Supplier<String> url) {

  /** A webhook that came over no network, such as one of a flow test. */
  public Webhook(
      @Nullable String token,
      @Nullable String contentType,
      Function<String, @Nullable String> header,
      Function<String, @Nullable String> query,
      byte[] body,
      Instant receivedAt) {
    this(token, contentType, header, query, body, receivedAt, () -> "");
  }
}
