package dev.recado.spine.ingress;

import java.time.Instant;
import java.util.function.Function;
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
 */
public record Webhook(
    @Nullable String token,
    @Nullable String contentType,
    Function<String, @Nullable String> header,
    Function<String, @Nullable String> query,
    byte[] body,
    Instant receivedAt) {}
