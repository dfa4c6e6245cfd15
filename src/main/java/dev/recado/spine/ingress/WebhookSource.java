package dev.recado.spine.ingress;

import dev.recado.ground.database.StorableText;
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
   * Gives the body that answers a webhook with 200 once it is stored.
   *
   * @return JSON, or null for 202 with the event's id
   */
  default @Nullable String thanks() {
    return null;
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
