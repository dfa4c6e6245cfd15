package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the world outside says in one case, and what was asked of it. */
final class Script {

  static final Set<String> ANSWER =
      Set.of("body", "file", "status", "headers", "rows", "away", "real");

  private final Spot spot;
  private final Given given;
  private final RouteFiles files;
  private final Possible possible;
  private final Map<String, Integer> asked = new HashMap<>();
  private final Set<String> reached = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable CaseException> trouble = new AtomicReference<>();

  Script(Spot spot, Given given, RouteFiles files) {
    this.possible = new Possible(files);
    this.spot = spot;
    this.given = given;
    this.files = files;
  }

  /**
   * Checks everything that the case gives, used or not.
   *
   * @throws CaseException at the first impossible answer
   */
  void check() {
    possible.check(given);
  }

  RouteFiles files() {
    return files;
  }

  void reached(String step) {
    reached.add(step);
  }

  Set<String> reached() {
    return Set.copyOf(reached);
  }

  /** Notes the first reason for which the case fails in any event. */
  CaseException trouble(Spot at, String message) {
    CaseException found = new CaseException(at, message);
    trouble.compareAndSet(null, found);
    return found;
  }

  Optional<CaseException> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  /**
   * The answer that the case gives for a step, if any.
   *
   * @throws CaseException if the step could never get it
   */
  Optional<Part> answer(Steps.Step step) {
    Part answer = given.answers().getOrDefault(step.id(), given.answers().get(step.shortId()));
    Optional<Part> next =
        Optional.ofNullable(answer).map(given -> next(given, "step " + step.id()));
    next.ifPresent(given -> possible.check(step, given));
    return next.filter(given -> !given.fields(ANSWER).containsKey("real"));
  }

  CaseException leaves(String step, String where) {
    String database = ForeignRows.database(where);
    if (database != null) {
      return trouble(
          spot,
          ("the step '%s' asks the database '%s', and no test leaves this machine: add what it answers,"
                  + " given.answers.%s: {rows: [{…}]} (or {away: true})")
              .formatted(step, database, step));
    }
    return trouble(
        spot,
        ("the step '%s' asks %s, and no test leaves this machine%s: add what it answers, given.answers."
                + "%s: {body: …} (or {status: 404}, {away: true})")
            .formatted(
                step,
                where,
                given.answers().containsKey(step) ? ", not even with {real: true}" : "",
                step));
  }

  /** The next answer of a list. A single answer is given each time. */
  private synchronized Part next(Part answer, String whose) {
    if (!answer.isList()) {
      return answer;
    }
    int number = asked.merge(whose, 1, Integer::sum);
    if (number > answer.items().size()) {
      throw trouble(
          answer.spot(),
          "the %s is asked %d times, and the case has answers for %d"
              .formatted(whose, number, answer.items().size()));
    }
    return answer.items().get(number - 1);
  }

  boolean hasLlm() {
    return given.llm() != null;
  }

  Part llm() {
    Part llm = given.llm();
    if (llm == null) {
      throw trouble(spot, "an LLM is asked, and the case has none: add given.llm");
    }
    return next(llm, "LLM");
  }

  Optional<String> phone(String hidden) {
    return Optional.ofNullable(given.phones().get(hidden));
  }

  GivenSystem kommo() {
    return new GivenSystem("Kommo", spot, given.kommo(), this::trouble);
  }

  GivenSystem odoo() {
    return new GivenSystem("Odoo", spot, given.odoo(), this::trouble);
  }
}
