package dev.recado.spine.ingress;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link InboundRecord} lies in Kafka: the value is the raw bytes, the rest stands in record
 * headers.
 */
public final class InboundTopic {

  private static final String TRIAL = "trial";

  private InboundTopic() {}

  /**
   * Turns a message whose body is a record or a trial into one for Camel's {@code kafka:}.
   *
   * @param exchange its message becomes the key, the value and the headers of the Kafka record
   */
  static void write(Exchange exchange) {
    Message message = exchange.getMessage();
    if (message.getBody() instanceof Trial trial) {
      message.setHeader(TRIAL, bytes("true"));
      message.setHeader(KafkaConstants.PARTITION_KEY, trial.partition());
      message.setBody(new byte[0]);
    } else {
      write(message.getBody(InboundRecord.class), message);
    }
  }

  private static void write(InboundRecord record, Message message) {
    message.setHeader("id", bytes(record.id().toString()));
    message.setHeader("source", bytes(record.source()));
    message.setHeader("key", bytes(record.key()));
    message.setHeader("received-at", bytes(record.receivedAt().toString()));
    if (record.contentType() != null) {
      message.setHeader("content-type", bytes(record.contentType()));
    }
    String kept = Kept.json(record);
    if (kept != null) {
      message.setHeader("kept", bytes(kept));
    }
    message.setHeader(KafkaConstants.KEY, bytes(record.subject()));
    message.setBody(record.body());
  }

  /**
   * Reads a record back.
   *
   * @param headers of the record
   * @param key of the record, or null
   * @param value of the record, or null
   * @return the record that was written
   * @throws IllegalArgumentException if no hub wrote it
   */
  public static InboundRecord read(
      Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null || value == null) {
      throw new IllegalArgumentException("The record has no key or no value");
    }
    // The header 'id' was made of the same parts, except for a key that is too long to be kept.
    return InboundRecord.of(
        required(headers, "source"),
        new WebhookSource.Identity(
            required(headers, "key"), new String(key, StandardCharsets.UTF_8)),
        Instant.parse(required(headers, "received-at")),
        optional(headers, "content-type"),
        Kept.of(optional(headers, "kept")),
        value);
  }

  /**
   * An empty record that only proves that the log takes records.
   *
   * @param partition the partition that it is written to
   */
  record Trial(int partition) {}

  /**
   * Tells whether a hub wrote a record only to prove the log. Such a record is no event.
   *
   * @param headers of the record
   */
  public static boolean isTrial(Headers headers) {
    return headers.lastHeader(TRIAL) != null;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String required(Headers headers, String name) {
    String value = optional(headers, name);
    if (value == null) {
      throw new IllegalArgumentException("The record has no header '" + name + "'");
    }
    return value;
  }

  private static @Nullable String optional(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
