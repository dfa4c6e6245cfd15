package dev.recado.spine.ingress;

import dev.recado.ground.database.StorableText;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the hub must know of a sender of webhooks. Each outside system that posts has one bean. */
public interface WebhookSource {

  /**
   * Names the source as it stands in the path: {@code /webhooks/<name>} or {@code /webhook/<name>}.
   *
   * @return lower-case letters
   */
  String name();

  /**
   * Gives the path that the sender posts to, without the secret.
   *
   * @return the path, with {@code {token}} in place of a secret
   */
  default String path() {
    return "/webhooks/" + name() + "/{token}";
  }

  /**
   * Tells whether the sender proves nothing, because it runs on the hub's own machine.
   *
   * @return true if only programs on this machine may post, and no page in a browser
   */
  default boolean unproved() {
    return false;
  }

  /**
   * Gives the status that answers a webhook once it is stored.
   *
   * @return 202, or 200 for a sender to which any other status is a failure
   */
  default int accepted() {
    return 202;
  }

  /**
   * Tells whether pages of a site may post here from a browser (CORS).
   *
   * @param origin as the browser names it, such as {@code https://www.example.com}
   * @return false if only servers post
   */
  default boolean allowsOrigin(String origin) {
    return false;
  }

  /**
   * Gives the answer to a webhook that is stored, where the sender expects a certain one.
   *
   * @return null for {@link #accepted()} with the event's id
   */
  default @Nullable Thanks thanks() {
    return null;
  }

  /**
   * Tells whether the sender makes sure with a GET that the address is right, before it sends
   * webhooks.
   *
   * @return false if a GET is no request of this sender
   */
  default boolean challenges() {
    return false;
  }

  /**
   * Answers the question of a sender that {@link #challenges()}.
   *
   * @param token as it stands in the path or the query, or null
   * @param query looks a parameter of the address up by name; null where it is absent
   * @return the text of the answer; null for a caller that does not prove that it is the sender
   */
  default @Nullable String challenge(
      @Nullable String token, Function<String, @Nullable String> query) {
    return null;
  }

  /**
   * Gives the status for a caller whose question proves nothing.
   *
   * @return 401, or 403 for a sender that says so
   */
  default int refusedChallenge() {
    return 401;
  }

  /**
   * Checks the secret in the address in constant time, before any of the body is read.
   *
   * @param token as it stands in the path or the query, or null
   * @return false if no body could make the request trusted; true if the body decides
   */
  default boolean mayTrust(@Nullable String token) {
    return true;
  }

  /**
   * Checks in constant time that the request comes from the sender that it claims.
   *
   * @param webhook the request
   * @return false for a wrong or missing token or signature
   */
  boolean trusts(Webhook webhook);

  /**
   * Tells whether the hub lacks a secret of its own, so that what it cannot trust may be genuine.
   *
   * @return true if such a sender is asked to come again (503) and not refused (401)
   */
  default boolean blind() {
    return false;
  }

  /**
   * Identifies the webhook, so that the hub recognises it when it is sent again.
   *
   * <p>Must not throw on any body. The hub accepts a body that it cannot read and makes it a dead
   * letter, because the sender would not send a better one.
   *
   * @param webhook the request, already trusted
   * @return its key and what it is about
   */
  Identity identify(Webhook webhook);

  /**
   * Names what the event reader needs of the request besides its body.
   *
   * @param webhook the request, already trusted
   * @return values of headers and parameters, under names that the source chooses; usually empty
   */
  default Map<String, String> kept(Webhook webhook) {
    return Map.of();
  }

  /**
   * A fixed answer.
   *
   * @param status 200 to 299
   * @param contentType of the body
   * @param body the text, possibly empty
   */
  record Thanks(int status, String contentType, String body) {

    /** Answers 200 with JSON. */
    public static Thanks json(String body) {
      return new Thanks(200, "application/json", body);
    }
  }

  /**
   * The identity of an event.
   *
   * @param key the same for every delivery of one event, and for no other event of this source
   * @param subject the record or conversation; events of one subject are handled in order
   */
  record Identity(String key, String subject) {

    /** Takes any text and makes both fit for keys and indexes, see {@link StorableText#key}. */
    public Identity {
      key = StorableText.key(key);
      subject = StorableText.key(subject);
    }
  }
}
