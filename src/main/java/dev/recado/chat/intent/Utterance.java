package dev.recado.chat.intent;

import java.util.List;
import java.util.Map;

/**
 * A customer's words with their context.
 *
 * @param text as the customer wrote it; possibly several messages, a line each
 * @param history the earlier lines, oldest first; only the last {@value #HISTORY} are used
 * @param facts facts from the hub's own data that this customer may be told (amounts, dates, the
 *     area), by names that an LLM understands; the customer's own name goes under {@code nome}.
 *     Never words that the customer wrote: a reply may repeat these values
 */
public record Utterance(String text, List<Line> history, Map<String, String> facts) {

  /** How many lines of the history are used. */
  static final int HISTORY = 10;

  /**
   * A line of the conversation.
   *
   * @param speaker the writer
   * @param text the words
   */
  public record Line(Speaker speaker, String text) {}

  /** Copies the list and the map. */
  public Utterance {
    history = List.copyOf(history);
    facts = Map.copyOf(facts);
  }

  /**
   * Creates an utterance from a text alone.
   *
   * @param text as the customer wrote it
   * @return an utterance without history and facts
   */
  public static Utterance of(String text) {
    return new Utterance(text, List.of(), Map.of());
  }

  List<Line> lastLines() {
    return history.subList(Math.max(0, history.size() - HISTORY), history.size());
  }
}
