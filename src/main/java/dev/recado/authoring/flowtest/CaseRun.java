package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventState;
import dev.recado.spine.intake.Rehearsal;
import dev.recado.spine.intake.Rehearsal.Decided;
import dev.recado.systems.simulator.CustomerMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Plays one case with its own clock: the steps of the case, then everything that comes due. */
final class CaseRun {

  /** The most runs of a case. A flow that waits for itself again and again would never end. */
  private static final int MOST_RUNS = 200;

  private final Stage stage;
  private final TestFile file;
  private final TestFile.Case test;
  private final Given given;
  private final RouteFiles files;
  private final Script script;
  private final Happening.Log log = new Happening.Log();

  /** Why runs of the current step emitted nothing. */
  private final List<String> ways = new ArrayList<>();

  /** The times of schedules that the steps so far have reached. */
  private final Set<ScheduledTime> times = new HashSet<>();

  private int number;
  private int runs;
  private @Nullable Decided last;

  CaseRun(Stage stage, TestFile file, TestFile.Case test, Given given, RouteFiles files) {
    this.stage = stage;
    this.file = file;
    this.test = test;
    this.given = given;
    this.files = files;
    this.script = new Script(test.spot(), given, files);
  }

  Set<String> reached() {
    return script.reached();
  }

  /**
   * Sets up the case.
   *
   * @param unbuilt words why its flow cannot be built
   * @throws CaseException if the case gives something unknown, or its flow cannot be built
   */
  void begin(Unbuilt unbuilt) {
    script.check();
    Map<String, String> broken = stage.begin(given, script);
    Part company = given.company();
    if (company != null) {
      SampleCompany.of(company, files).check(broken);
    }
    String flow = TestFile.flowFile(file.flow());
    String why = broken.get(flow);
    if (why != null) {
      throw new CaseException(test.spot(), unbuilt.sentence(flow, why, files));
    }
  }

  /** Plays the case, for another thread. */
  Callable<Optional<Difference>> playing() {
    return stage.bound(this::play);
  }

  /**
   * Plays the case.
   *
   * @return the first difference, or empty if all is as expected
   * @throws CaseException if the case refers to something that does not exist
   */
  private Optional<Difference> play() throws InterruptedException {
    List<TestFile.Step> steps = test.steps();
    for (int i = 0; i < steps.size(); i++) {
      Duration pause = i + 1 < steps.size() ? steps.get(i + 1).after() : null;
      Optional<Difference> difference = play(steps.get(i), pause);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> play(TestFile.Step step, @Nullable Duration pause)
      throws InterruptedException {
    InboundRecord record = record(step.when());
    Instant begin = stage.clock().instant();
    note(stage.rehearsal().take(record), step);
    if (pause == null) {
      runUntil(Instant.MAX, step);
    } else {
      runUntil(begin.plus(pause), step);
      stage.clock().set(begin.plus(pause));
    }
    List<String> nothing = List.copyOf(ways);
    ways.clear();
    return Difference.between(step.expect(), log.take()).map(found -> found.after(nothing));
  }

  private InboundRecord record(When when) {
    number++;
    if (when instanceof When.Webhook webhook) {
      return stage.record(webhook);
    }
    if (when instanceof When.GivenEvent event) {
      return GivenEvents.record(event, number, stage.clock().instant());
    }
    if (when instanceof When.Scheduled scheduled) {
      return stage.time(scheduled, times);
    }
    return stage.chat(webhook((When.Message) when));
  }

  private byte[] webhook(When.Message message) {
    String id = "3EB0%016d".formatted(number);
    Part kind = message.kind();
    When.Tap tap = message.button();
    if (tap != null) {
      return CustomerMessages.tap(
          id,
          message.from().text(),
          tap.id(),
          tap.title(),
          message.name(),
          stage.clock().instant());
    }
    return CustomerMessages.webhook(
            id,
            message.from().text(),
            kind == null ? "text" : kind.text(),
            message.text(),
            message.name(),
            stage.clock().instant())
        .orElseThrow(
            () ->
                java.util.Objects.requireNonNull(kind)
                    .wrong("'kind' is one of text, image, audio, sticker, document, location"));
  }

  private void runUntil(Instant end, TestFile.Step step) {
    Rehearsal rehearsal = stage.rehearsal();
    while (true) {
      List<Decided> decided = rehearsal.runDue();
      note(decided, step);
      if (decided.isEmpty()) {
        Optional<Instant> next = rehearsal.nextDue().filter(due -> !due.isAfter(end));
        if (next.isEmpty()) {
          return;
        }
        stage.clock().set(next.get());
      }
    }
  }

  private void note(List<Decided> decided, TestFile.Step step) {
    decided.forEach(log::add);
    script
        .trouble()
        .ifPresent(
            trouble -> {
              throw trouble;
            });
    for (Decided one : decided) {
      last = one;
      if (one.end() == EventState.DONE && one.reason() != null) {
        ways.add(one.reason());
      }
      if (++runs > MOST_RUNS) {
        throw new CaseException(step.when().spot(), endless());
      }
    }
  }

  private String endless() {
    Decided end = last;
    String what =
        end == null
            ? ""
            : " (the last run ended in "
                + end.end()
                + (end.flow() == null ? "" : ", to go on with " + end.flow())
                + ")";
    return "the case does not end: after " + MOST_RUNS + " runs something is still due" + what;
  }
}
