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

/** Writes and reads the records by which one part of the hub tells flows of something, as JSON. */
public final class OwnRecords {

  private static final TypeReference<Map<String, @Nullable Object>> FACTS =
      new TypeReference<>() {};

  private final String source;
  private final ObjectMapper json;

  /**
   * Makes one.
   *
   * @param source whose records they are
   * @param json the hub's own
   */
  public OwnRecords(String source, ObjectMapper json) {
    this.source = source;
    this.json = json;
  }

  /**
   * Writes a record.
   *
   * @param identity its key and what it is about
   * @param facts what it tells
   * @param now when
   * @return as {@link Timers} take it, or the log
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
   * Reads what a record tells.
   *
   * @param record as {@link #write} made it
   * @return its facts
   * @throws UnreadableException where nobody of us wrote it
   */
  public Map<String, @Nullable Object> read(InboundRecord record) {
    try {
      return json.readValue(record.body(), FACTS);
    } catch (IOException e) {
      throw strange(e);
    }
  }

  /**
   * Reads what a record tells.
   *
   * @param record as {@link #write} made it
   * @param type of what was written
   * @throws UnreadableException where nobody of us wrote it
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
