package dev.recado.ingress;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** How an {@link InboundRecord} lies in Kafka: value the raw bytes, the rest in record headers. */
public final class InboundTopic {

  private static final String TRIAL = "trial";

  private InboundTopic() {}

  static ProducerRecord<byte[], byte[]> write(String topic, InboundRecord record) {
    List<Header> headers = new ArrayList<>(5);
    headers.add(header("id", record.id().toString()));
    headers.add(header("source", record.source()));
    headers.add(header("key", record.key()));
    headers.add(header("received-at", record.receivedAt().toString()));
    if (record.contentType() != null) {
      headers.add(header("content-type", record.contentType()));
    }
    return new ProducerRecord<>(topic, null, bytes(record.subject()), record.body(), headers);
  }

  /**
   * Reads a record back.
   *
   * @param headers of the record
   * @param key of the record, or null
   * @param value of the record, or null
   * @return the same that was written
   * @throws IllegalArgumentException where it was not written by a hub
   */
  public static InboundRecord read(
      Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null || value == null) {
      throw new IllegalArgumentException("A record without a key or without a value");
    }
    // Its header 'id' was made of the same parts, but for a key that is too long to be kept.
    return InboundRecord.of(
        required(headers, "source"),
        new WebhookSource.Identity(
            required(headers, "key"), new String(key, StandardCharsets.UTF_8)),
        Instant.parse(required(headers, "received-at")),
        optional(headers, "content-type"),
        value);
  }

  /**
   * Makes a record that says nothing: it only proves that the log takes records.
   *
   * @param topic of the log
   * @param partition of the topic
   */
  static ProducerRecord<byte[], byte[]> trial(String topic, int partition) {
    List<Header> headers = List.of(header(TRIAL, "true"));
    return new ProducerRecord<>(topic, partition, (byte[]) null, new byte[0], headers);
  }

  /**
   * Tells whether a record is one that a hub wrote to prove the log, and is no event.
   *
   * @param headers of the record
   */
  public static boolean isTrial(Headers headers) {
    return headers.lastHeader(TRIAL) != null;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String required(Headers headers, String name) {
    String value = optional(headers, name);
    if (value == null) {
      throw new IllegalArgumentException("A record without the header '" + name + "'");
    }
    return value;
  }

  private static @Nullable String optional(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
