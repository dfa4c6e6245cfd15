package dev.recado.spine.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads the records, as JSON, with which a part of the hub sends events to flows. */
public final class OwnRecords {

  private static final TypeReference<Map<String, @Nullable Object>> FACTS =
      new TypeReference<>() {};

  private final String source;
  private final ObjectMapper json;

  /**
   * Makes one.
   *
   * @param source the source of the records
   * @param json the hub's own mapper
   */
  public OwnRecords(String source, ObjectMapper json) {
    this.source = source;
    this.json = json;
  }

  /**
   * Writes a record.
   *
   * @param identity its key and its subject
   * @param facts its content
   * @param now its time
   * @return a record for {@link Timers} or the log
   */
  public InboundRecord write(Identity identity, Object facts, Instant now) {
    return InboundRecord.of(source, identity, now, "application/json", bytes(facts));
  }

  private byte[] bytes(Object facts) {
    try {
      return json.writeValueAsBytes(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }

  /**
   * Reads the content of a record.
   *
   * @param record as {@link #write} made it
   * @return its facts
   * @throws UnreadableException if the hub did not write it
   */
  public Map<String, @Nullable Object> read(InboundRecord record) {
    try {
      return json.readValue(record.body(), FACTS);
    } catch (IOException e) {
      throw strange(e);
    }
  }

  /**
   * Reads the content of a record.
   *
   * @param record as {@link #write} made it
   * @param type of what was written
   * @throws UnreadableException if the hub did not write it
   */
  public <T> T read(InboundRecord record, Class<T> type) {
    try {
      return json.readValue(record.body(), type);
    } catch (IOException e) {
      throw strange(e);
    }
  }

  private static UnreadableException strange(IOException e) {
    return new UnreadableException("The record was not written by a hub", e);
  }
}
