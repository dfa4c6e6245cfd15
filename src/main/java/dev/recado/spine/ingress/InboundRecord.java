package dev.recado.spine.ingress;

import dev.recado.ground.database.StorableText;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it lies in Kafka: its identity and its bytes.
 *
 * @param id made from source and key; the answer to the sender has it
 * @param source the sender's name, for example {@code odoo}
 * @param key see {@link WebhookSource.Identity#key()}
 * @param subject see {@link WebhookSource.Identity#subject()}
 * @param receivedAt when the hub read it
 * @param contentType as sent, or null
 * @param kept see {@link WebhookSource#kept}; usually empty
 * @param body the raw bytes
 */
public record InboundRecord(
    UUID id,
    String source,
    String key,
    String subject,
    Instant receivedAt,
    @Nullable String contentType,
    Map<String, String> kept,
    byte[] body) {

  private static final int LONGEST_CONTENT_TYPE = 200;

  /**
   * Makes the texts fit for keys and columns, also those of an old record in Kafka. The bytes stay
   * as they came.
   */
  public InboundRecord {
    source = StorableText.key(source);
    key = StorableText.key(key);
    subject = StorableText.key(subject);
    contentType = StorableText.of(contentType, LONGEST_CONTENT_TYPE);
    kept = Kept.fit(kept);
  }

  /**
   * Creates the record of an event whose identity is known, and of which nothing is kept besides
   * the body.
   *
   * @param source the sender's name
   * @param identity its key and subject
   * @param receivedAt when it came
   * @param contentType of the body, or null
   * @param body the raw bytes
   * @return a record whose id is made from source and key
   */
  public static InboundRecord of(
      String source,
      WebhookSource.Identity identity,
      Instant receivedAt,
      @Nullable String contentType,
      byte[] body) {
    return of(source, identity, receivedAt, contentType, Map.of(), body);
  }

  /**
   * Creates the record of an event whose identity is known.
   *
   * @param source the sender's name
   * @param identity its key and subject
   * @param receivedAt when it came
   * @param contentType of the body, or null
   * @param kept see {@link WebhookSource#kept}
   * @param body the raw bytes
   * @return a record whose id is made from source and key
   */
  public static InboundRecord of(
      String source,
      WebhookSource.Identity identity,
      Instant receivedAt,
      @Nullable String contentType,
      Map<String, String> kept,
      byte[] body) {
    return new InboundRecord(
        StableId.of(source, identity.key()),
        source,
        identity.key(),
        identity.subject(),
        receivedAt,
        contentType,
        kept,
        body);
  }
}
