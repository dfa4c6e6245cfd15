package dev.recado.chat.intent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a customer means.
 *
 * <p>It may be wrong. Code that acts on it with lasting effect (an opt-out, a payment) checks it
 * first.
 *
 * @param intent one of the names of {@code routes/intents}, never anything else
 * @param confidence from 0 to 1
 * @param entities values that the LLM read from the text, by name, unchecked; empty from the
 *     classifier
 * @param area an area of {@code routes/intents/business.yaml}, or null
 * @param reply a text that may be sent as it is, or null
 * @param source {@code llm} or {@code local}
 */
public record Understanding(
    String intent,
    double confidence,
    Map<String, Object> entities,
    @Nullable String area,
    @Nullable String reply,
    String source) {

  /** Copies the map. */
  public Understanding {
    entities = Map.copyOf(entities);
  }
}
