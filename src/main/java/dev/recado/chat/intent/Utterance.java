package dev.recado.chat.intent;

import java.util.List;
import java.util.Map;

/**
 * What a customer said, and what is known around it.
 *
 * @param text as the customer wrote it; possibly several messages, a line each
 * @param history what was said before, oldest first; only the last {@value #HISTORY} lines are used
 * @param facts what we know ourselves and what may be said to this customer (amounts, dates, the
 *     area), by a name an LLM understands; the customer's own name goes under {@code nome}. Never
 *     anything the customer merely wrote: a reply may repeat these values
 */
public record Utterance(String text, List<Line> history, Map<String, String> facts) {

  /** How many lines of the history are used. */
  static final int HISTORY = 10;

  /**
   * A line of the conversation.
   *
   * @param speaker who wrote it
   * @param text what
   */
  public record Line(Speaker speaker, String text) {}

  /** Keeps copies. */
  public Utterance {
    history = List.copyOf(history);
    facts = Map.copyOf(facts);
  }

  /**
   * Makes an utterance out of nothing but a text.
   *
   * @param text as the customer wrote it
   * @return one without history and facts
   */
  public static Utterance of(String text) {
    return new Utterance(text, List.of(), Map.of());
  }

  List<Line> lastLines() {
    return history.subList(Math.max(0, history.size() - HISTORY), history.size());
  }
}
