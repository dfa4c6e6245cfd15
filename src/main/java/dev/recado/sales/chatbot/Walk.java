package dev.recado.sales.chatbot;

import dev.recado.sales.chatbot.Chatbot.Step;
import dev.recado.sales.chatbot.PlaceTable.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run's way through a chatbot: where the customer was, and where the steps have led since.
 *
 * <p>It changes while the run goes on; the event's commit writes the result.
 */
final class Walk {

  /** A wrong answer is asked again so often; the next one calls a person. */
  static final int MOST_MISSES = 3;

  /** More steps in one run than any chatbot needs: they lead in a circle. */
  static final int MOST_STEPS = 20;

  private static final int LONGEST_TRAIL = 30;

  private final Chatbot chatbot;
  private final UUID run;
  private final boolean isNew;
  private final List<Moved> moves = new ArrayList<>();
  private final List<String> trail;
  private final Map<String, Object> memory;
  private @Nullable Step step;
  private @Nullable Decision decision;
  private int misses;
  private int steps = 1;

  private Walk(
      Chatbot chatbot,
      UUID run,
      boolean isNew,
      List<String> trail,
      Map<String, Object> memory,
      Step step,
      int misses) {
    this.chatbot = chatbot;
    this.run = run;
    this.isNew = isNew;
    this.trail = new ArrayList<>(trail);
    this.memory = new LinkedHashMap<>(memory);
    this.step = step;
    this.misses = misses;
  }

  /** What a step may decide. */
  enum What {
    NEXT,
    BACK,
    AGAIN,
    END,
    CANCEL
  }

  /**
   * What a step has decided.
   *
   * @param what the decision
   * @param to of NEXT, the step; of AGAIN, null if it was one time too many
   * @param ask of AGAIN, whether the step asks its question again
   */
  record Decision(What what, @Nullable String to, boolean ask) {}

  /**
   * Keeps what the step that runs now has decided. It is kept here, because a Kamelet cannot remove
   * a property of the exchange.
   */
  void decide(Decision made) {
    decision = made;
  }

  /** What the last step has decided, once. */
  Optional<Decision> decision() {
    Optional<Decision> made = Optional.ofNullable(decision);
    decision = null;
    return made;
  }

  /** How the customer left a step, and which one came next. */
  private record Moved(String from, Ending ending, int misses, @Nullable String next) {}

  static Walk begin(Chatbot chatbot, Step first, UUID run) {
    return new Walk(chatbot, run, true, List.of(), Map.of(), first, 0);
  }

  static Walk goOn(Chatbot chatbot, Place place, Step step) {
    return new Walk(
        chatbot, place.run(), false, place.trail(), place.memory(), step, place.misses());
  }

  Chatbot chatbot() {
    return chatbot;
  }

  /** Whether it begins with this turn, which then is no answer to a question. */
  boolean isNew() {
    return isNew;
  }

  Optional<Step> step() {
    return Optional.ofNullable(step);
  }

  int misses() {
    return misses;
  }

  Map<String, Object> memory() {
    return memory;
  }

  void remember(String name, @Nullable Object value) {
    if (value == null) {
      memory.remove(name);
    } else {
      memory.put(name, value);
    }
  }

  /** Goes to a step; false if the steps lead in a circle. */
  boolean next(Step to) {
    if (step != null && !step.code().equals(to.code())) {
      trail.add(step.code());
      if (trail.size() > LONGEST_TRAIL) {
        trail.remove(0);
      }
    }
    return move(Ending.NEXT, to);
  }

  private boolean move(Ending ending, Step to) {
    moves.add(new Moved(code(), ending, misses, to.code()));
    step = to;
    misses = 0;
    return ++steps <= MOST_STEPS;
  }

  private String code() {
    return step == null ? "" : step.code();
  }

  /** Goes to the step before; without one, to the same step again. */
  boolean back() {
    Step to = step;
    while (!trail.isEmpty()) {
      Optional<Step> before = chatbot.step(trail.remove(trail.size() - 1));
      if (before.isPresent()) {
        to = before.get();
        break;
      }
    }
    return to != null && move(Ending.BACK, to);
  }

  /** Starts over, with nothing remembered. */
  boolean restart(Step first) {
    trail.clear();
    memory.clear();
    return move(Ending.MENU, first);
  }

  /** Counts a wrong answer; false if it was one too many. */
  boolean miss() {
    return ++misses <= MOST_MISSES;
  }

  /** A sensible answer that leads nowhere yet, such as another page of a list. */
  void stay() {
    misses = 0;
  }

  /** Asks the same step's question once more; false if the steps lead in a circle. */
  boolean askAgain() {
    return ++steps <= MOST_STEPS;
  }

  void leave(Ending ending) {
    moves.add(new Moved(code(), ending, misses, null));
    step = null;
  }

  /** What the commit writes, as tests and operators see it. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("chatbot", chatbot.name());
    if (step == null) {
      facts.put("ending", moves.get(moves.size() - 1).ending().name());
    } else {
      facts.put("step", step.code());
      if (misses > 0) {
        facts.put("misses", misses);
      }
      if (!memory.isEmpty()) {
        facts.put("memory", Map.copyOf(memory));
      }
    }
    return facts;
  }

  void write(PlaceTable table, String conversation, String firstStep, Instant now) {
    if (isNew) {
      table.leaveBefore(conversation, now);
      table.enter(conversation, chatbot.id(), run, firstStep, now);
    }
    for (Moved moved : moves) {
      table.leave(conversation, moved.ending(), moved.misses(), now);
      if (moved.next() != null) {
        table.enter(conversation, chatbot.id(), run, moved.next(), now);
      }
    }
    if (step == null) {
      table.forget(conversation);
    } else {
      Duration timeout = chatbot.timeout();
      table.keep(
          conversation,
          new Place(
              chatbot.id(),
              run,
              step.code(),
              List.copyOf(trail),
              misses,
              Map.copyOf(memory),
              now.plus(timeout)),
          now);
    }
  }
}
