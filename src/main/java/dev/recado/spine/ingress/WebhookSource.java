package dev.recado.spine.ingress;

import dev.recado.ground.database.StorableText;
import org.jspecify.annotations.Nullable;

/** What ingress must know of a sender; one bean for each outside system that pushes. */
public interface WebhookSource {

  /**
   * Names the source as it stands in the path: {@code /webhooks/<name>} or {@code /webhook/<name>}.
   *
   * @return lower-case letters
   */
  String name();

  /**
   * Tells where its sender posts to, without the secret.
   *
   * @return with {@code {token}} where the secret stands in the path
   */
  default String path() {
    return "/webhooks/" + name() + "/{token}";
  }

  /**
   * Tells whether the sender proves nothing, because it runs on the hub's own machine.
   *
   * @return true where only programs of this machine may post, and no page that a browser shows
   */
  default boolean unproved() {
    return false;
  }

  /**
   * Says how a webhook that was taken is answered.
   *
   * @return 202, or 200 for a sender that takes anything else for a failure
   */
  default int accepted() {
    return 202;
  }

  /**
   * Tells whether pages of a site may post here from a browser (CORS).
   *
   * @param origin as the browser names it, such as {@code https://www.example.com}
   * @return false where only servers post
   */
  default boolean allowsOrigin(String origin) {
    return false;
  }

  /**
   * Gives what its sender reads where a webhook was taken, answered with 200.
   *
   * @return JSON, or null for 202 with the event's id
   */
  default @Nullable String thanks() {
    return null;
  }

  /**
   * Looks at the secret in the address before any of the body is read, in constant time.
   *
   * @param token as it stands in the path or the query, or null
   * @return false where no body could make the request trusted; true where it has to be seen
   */
  default boolean mayTrust(@Nullable String token) {
    return true;
  }

  /**
   * Checks that the request comes from whom it claims, in constant time.
   *
   * @param webhook the request
   * @return false for a wrong or missing token or signature
   */
  boolean trusts(Webhook webhook);

  /**
   * Says what the webhook is, well enough to recognise it when it is sent again.
   *
   * <p>Must not throw on any body: what cannot be read is accepted all the same and becomes a dead
   * letter, for the sender would not send a better one.
   *
   * @param webhook the request, already trusted
   * @return its key and what it is about
   */
  Identity identify(Webhook webhook);

  /**
   * Who an event is.
   *
   * @param key the same for every delivery of one event, and for no other event of this source
   * @param subject the record or conversation; events of one subject are handled in order
   */
  record Identity(String key, String subject) {

    /** Takes anything; both become fit for keys and indexes, see {@link StorableText#key}. */
    public Identity {
      key = StorableText.key(key);
      subject = StorableText.key(subject);
    }
  }
}
