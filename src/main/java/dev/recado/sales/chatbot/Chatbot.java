package dev.recado.sales.chatbot;

import dev.recado.sales.seller.WorkingHours;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chatbot: a row of steps that customers walk through.
 *
 * @param id its number
 * @param name as operators read it
 * @param active whether it starts and goes on
 * @param position among several that could start, the smallest wins
 * @param start what starts it
 * @param timeout a customer who is silent for so long has left
 * @param steps in their order
 */
record Chatbot(
    long id,
    String name,
    boolean active,
    int position,
    Start start,
    Duration timeout,
    List<Step> steps) {

  /** Copies the list. */
  Chatbot {
    steps = List.copyOf(steps);
  }

  /**
   * What starts a chatbot. Without keywords, intents and areas any message does.
   *
   * @param channels only on these; empty: on all
   * @param keywords words of the customer
   * @param intents intents of the customer's message
   * @param areas areas that the customer mentions
   * @param hours only within these, or null for any time
   */
  record Start(
      List<String> channels,
      List<String> keywords,
      List<String> intents,
      List<String> areas,
      @Nullable WorkingHours hours) {

    /** Copies the lists. */
    Start {
      channels = List.copyOf(channels);
      keywords = List.copyOf(keywords);
      intents = List.copyOf(intents);
      areas = List.copyOf(areas);
    }

    boolean byAnything() {
      return keywords.isEmpty() && intents.isEmpty() && areas.isEmpty();
    }
  }

  /**
   * A step.
   *
   * @param id its number; 0 for a new one
   * @param code as flows name it
   * @param handler the flow that holds it: {@code direct:<handler>}
   * @param position smaller ones come first
   * @param active false: it is left out
   */
  record Step(long id, String code, String handler, int position, boolean active) {}

  List<Step> walk() {
    return steps.stream().filter(Step::active).toList();
  }

  Optional<Step> step(String code) {
    return walk().stream().filter(step -> step.code().equals(code)).findFirst();
  }

  Optional<Step> after(String code) {
    List<Step> walk = walk();
    for (int i = 0; i + 1 < walk.size(); i++) {
      if (walk.get(i).code().equals(code)) {
        return Optional.of(walk.get(i + 1));
      }
    }
    return Optional.empty();
  }
}
