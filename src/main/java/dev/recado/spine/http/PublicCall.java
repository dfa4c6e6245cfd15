package dev.recado.spine.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request to an address that somebody outside has named.
 *
 * @param method {@code GET}, {@code HEAD} or {@code POST}
 * @param address with an encoded path and query
 * @param json the body, or null
 * @param secret the header that proves who the hub is, or null
 * @param own the server that may be in a private network, or null: then none may
 */
public record PublicCall(
    String method,
    URI address,
    byte @Nullable [] json,
    @Nullable Secret secret,
    @Nullable Server own) {

  /**
   * A secret and the servers that may see it.
   *
   * @param header its name
   * @param value its value
   * @param seenBy asked for each request, also after a redirect
   */
  public record Secret(String header, String value, Predicate<URI> seenBy) {

    /** Leaves the value out. */
    @Override
    public String toString() {
      return "Secret[" + header + "]";
    }
  }

  /** Asks for a file. */
  public static PublicCall get(URI address) {
    return new PublicCall("GET", address, null, null, null);
  }

  /** Asks only for what a server tells about a file. */
  public static PublicCall head(URI address) {
    return new PublicCall("HEAD", address, null, null, null);
  }

  /** Sends JSON. */
  public static PublicCall post(URI address, byte[] json) {
    return new PublicCall("POST", address, json, null, null);
  }

  /**
   * Allows one server to be in a private network: the operator has configured it. Only its exact
   * scheme, host and port count.
   *
   * @param server of the channel
   */
  public PublicCall own(@Nullable Server server) {
    return new PublicCall(method, address, json, secret, server);
  }

  /**
   * Shows a secret.
   *
   * @param header its name
   * @param value its value
   * @param seenBy tells which addresses may see it
   */
  public PublicCall secret(String header, String value, Predicate<URI> seenBy) {
    return new PublicCall(method, address, json, new Secret(header, value, seenBy), own);
  }

  /** Shows a bearer token (RFC 6750). */
  public PublicCall bearer(String token, Predicate<URI> seenBy) {
    return secret("Authorization", "Bearer " + token, seenBy);
  }

  /** Shows a user and a password (RFC 7617). */
  public PublicCall basic(String user, String password, Predicate<URI> seenBy) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return secret("Authorization", "Basic " + Base64.getEncoder().encodeToString(both), seenBy);
  }

  PublicCall redirected(URI to) {
    String next = method.equals("HEAD") ? "HEAD" : "GET";
    return new PublicCall(next, to, null, secret, own);
  }

  /** Leaves the path and the query out: they may hold a secret. */
  @Override
  public String toString() {
    return "PublicCall[" + method + " " + address.getHost() + "]";
  }
}
