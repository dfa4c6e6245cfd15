package dev.recado.systems.simulator;

import dev.recado.spine.ingress.Hmac;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * A webhook that is to be posted.
 *
 * @param path of the hub
 * @param body its bytes
 * @param headers asked before each attempt, because some of them tell its time
 */
record Posting(String path, byte[] body, Function<Instant, Map<String, String>> headers) {

  /** A webhook with the headers of WAHA (docs/contracts.md#waha-webhooks). */
  static Posting waha(String key, byte[] body) {
    return new Posting(
        "/webhooks/waha",
        body,
        now ->
            Map.of(
                "User-Agent", "WAHA/simulator",
                "X-Webhook-Request-Id", Ulid.at(now),
                "X-Webhook-Timestamp", Long.toString(now.toEpochMilli()),
                "X-Webhook-Hmac", Hmac.hex("HmacSHA512", key, body),
                "X-Webhook-Hmac-Algorithm", "sha512"));
  }

  /** A webhook with the headers of Meta (docs/contracts.md#meta-webhooks). */
  static Posting meta(String appSecret, byte[] body) {
    return new Posting(
        "/webhooks/meta",
        body,
        now ->
            Map.of(
                "User-Agent",
                "facebookexternalua",
                "X-Hub-Signature-256",
                "sha256=" + Hmac.hex("HmacSHA256", appSecret, body)));
  }
}
