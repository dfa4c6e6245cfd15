package dev.recado.authoring.reload;

import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a changed folder into the running hub. A file that passes the checks runs; a file that does
 * not keeps its earlier version.
 *
 * <p>Files that were changed together are checked together, see {@link Trial}.
 */
final class Reload {

  private static final Logger log = LoggerFactory.getLogger(Reload.class);

  private final Assembly assembly;
  private final Routes routes;
  private final List<Check> checks;
  private final Facts facts;
  private final Farewell farewell;
  private final LastGood lastGood;
  private final Clock clock;
  private final Map<String, Refused> refused = new TreeMap<>();
  private final Map<String, String> lacking = new TreeMap<>();
  private final Map<String, Instant> since = new HashMap<>();
  private final Set<String> checking = new TreeSet<>();
  private final Instant started;
  private RouteFiles running;
  private RouteFiles offered;

  /** Whether a check itself failed at the last save. The same bytes may pass next time. */
  private boolean unchecked;

  /**
   * The answer to questions about the state while the next save is checked, which may take seconds.
   */
  private volatile Told told;

  private record Told(List<FileState> states, Map<String, String> broken) {}

  Reload(
      Assembly assembly,
      Routes routes,
      FirstRoutes.Start first,
      List<Check> checks,
      Facts facts,
      Farewell farewell,
      LastGood lastGood,
      Clock clock) {
    this.assembly = assembly;
    this.routes = routes;
    this.checks = List.copyOf(checks);
    this.facts = facts;
    this.farewell = farewell;
    this.clock = clock;
    this.started = clock.instant();
    this.lastGood = lastGood;
    this.offered = first.offered();
    this.running = first.running();
    this.unchecked = first.unchecked();
    refused.putAll(first.refused());
    this.told = new Told(findStates(), broken());
  }

  /**
   * Checks and loads a state of the folder.
   *
   * @param folder the files as they were read
   */
  synchronized void offer(RouteFiles folder) {
    if (folder.equals(offered) && !unchecked) {
      return;
    }
    Instant began = clock.instant();
    Set<String> together = offered.differences(folder);
    offered = folder;
    Set<String> changed = running.differences(folder);
    begin(changed, folder);
    Trial trial = new Trial(assembly, checks, facts, running, folder, changed, together);
    RouteFiles before = running;
    try {
      running = trial.outcome();
      unchecked = trial.unchecked();
      exchange(trial.built());
      lastGood.keep(before, running);
      tell(trial.taken(), trial.refused());
      end(changed, trial, began);
    } finally {
      checking.clear();
      told = new Told(findStates(), broken());
    }
  }

  /**
   * Names the settings that files lack which ran before and were not checked again. They run, since
   * other steps of them may work; an event that needs the setting becomes a dead letter.
   */
  synchronized void lookForMissingSettings() {
    lacking.putAll(facts.missing(running));
    lacking.keySet().removeAll(refused.keySet());
    lacking.forEach(
        (file, why) -> log.error("{} runs, but cannot do all it should: {}", file, why));
    told = new Told(findStates(), broken());
  }

  private void begin(Set<String> changed, RouteFiles folder) {
    if (!changed.isEmpty()) {
      int tests = checks.stream().mapToInt(one -> one.tests(running, folder, changed)).sum();
      log.info(
          "{} saved; linted, built and tested ({} test files) now, and what runs goes on meanwhile",
          listed(changed),
          tests);
      checking.addAll(changed);
      told = new Told(findStates(), broken());
    }
  }

  private void end(Set<String> changed, Trial trial, Instant began) {
    if (!changed.isEmpty()) {
      log.info(
          "The check of {} ended after {} ms and {} looks: {} taken in, {} refused, {} waiting",
          listed(changed),
          Duration.between(began, clock.instant()).toMillis(),
          trial.looks(),
          trial.taken().size(),
          trial.refused().values().stream().filter(one -> one.waitsFor() == null).count(),
          trial.refused().values().stream().filter(one -> one.waitsFor() != null).count());
    }
  }

  private static String listed(Set<String> files) {
    return String.join(", ", files);
  }

  private void exchange(@Nullable Generation next) {
    Generation before = routes.current();
    if (next != null) {
      routes.replace(next);
      if (before != null) {
        farewell.to(before, next);
      }
    }
  }

  private void tell(Set<String> taken, Map<String, Refused> wrong) {
    Instant now = clock.instant();
    taken.forEach(file -> since.put(file, now));
    lacking.keySet().removeAll(taken);
    if (!taken.isEmpty()) {
      log.info("{} taken in", listed(taken));
    }
    Set<String> healed = new TreeSet<>(refused.keySet());
    healed.removeAll(wrong.keySet());
    healed.removeAll(taken);
    if (!healed.isEmpty()) {
      log.info("{} again as running", listed(healed));
    }
    wrong.forEach((file, why) -> tell(file, why, now));
    refused.clear();
    refused.putAll(wrong);
  }

  private void tell(String file, Refused why, Instant now) {
    if (!why.equals(refused.get(file))) {
      since.put(file, now);
    }
    if (why.waitsFor() == null) {
      log.error("{} is refused, {}: {}", file, goesOn(file), why.reason());
    } else {
      log.warn("{} {}", file, why.line());
    }
  }

  private String goesOn(String file) {
    return running.bytes(file).isPresent() ? "what ran before goes on" : "nothing of it runs";
  }

  /** The reasons why files do not run as they were saved, by name. */
  Map<String, String> refused() {
    return new TreeMap<>(told.broken());
  }

  private Map<String, String> broken() {
    Map<String, String> reasons = new TreeMap<>(lacking);
    refused.forEach((file, why) -> reasons.put(file, why.reason()));
    return Map.copyOf(reasons);
  }

  /** The state of each file that routes are made of. */
  List<FileState> states() {
    return told.states();
  }

  private List<FileState> findStates() {
    Map<String, Set<String>> ids = new HashMap<>();
    Generation current = routes.current();
    if (current != null) {
      ids.putAll(current.routes());
    }
    Set<String> files = new TreeSet<>(running.names());
    files.addAll(refused.keySet());
    files.addAll(checking);
    return files.stream().map(file -> state(file, ids.getOrDefault(file, Set.of()))).toList();
  }

  private FileState state(String file, Set<String> routes) {
    Instant at = since.getOrDefault(file, started);
    Refused why = refused.get(file);
    if (checking.contains(file)) {
      String runs =
          running.bytes(file).isPresent()
              ? why == null ? "its version of " + at + " goes on" : "its last good version goes on"
              : "nothing of it runs yet";
      String reason = "It is linted, built and tested; " + runs;
      return new FileState(file, FileState.State.CHECKING, at, routes, reason, null);
    }
    return new FileState(
        file,
        state(file, why),
        at,
        routes,
        why == null ? lacking.get(file) : why.reason(),
        why == null ? null : why.waitsFor());
  }

  private FileState.State state(String file, @Nullable Refused why) {
    if (why == null) {
      return FileState.State.RUNNING;
    }
    if (why.waitsFor() != null) {
      return FileState.State.WAITING;
    }
    return running.bytes(file).isPresent() ? FileState.State.REFUSED : FileState.State.LEFT_OUT;
  }
}
