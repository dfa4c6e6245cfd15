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
  private final Farewell farewell;
  private final LastGood lastGood;
  private final Clock clock;
  private final Map<String, String> refused = new TreeMap<>();
  private final Map<String, Instant> since = new HashMap<>();
  private final Set<String> leftOut = new TreeSet<>();
  private final Set<String> waiting = new TreeSet<>();
  private final Instant started;
  private RouteFiles running;
  private RouteFiles offered;

  /** Whether a check itself failed at the last save. The same bytes may pass next time. */
  private boolean unchecked;

  /**
   * The answer to questions about the state while the next save is checked, which may take seconds.
   */
  private volatile Told told;

  private record Told(List<FileState> states, Map<String, String> refused) {}

  Reload(
      Assembly assembly,
      Routes routes,
      FirstRoutes.Start first,
      List<Check> checks,
      Farewell farewell,
      LastGood lastGood,
      Clock clock) {
    this.assembly = assembly;
    this.routes = routes;
    this.checks = List.copyOf(checks);
    this.farewell = farewell;
    this.clock = clock;
    this.started = clock.instant();
    this.lastGood = lastGood;
    this.offered = first.offered();
    this.running = first.running();
    this.unchecked = first.unchecked();
    refused.putAll(first.refused());
    leftOut.addAll(first.refused().keySet());
    leftOut.removeAll(running.names());
    this.told = new Told(findStates(), Map.copyOf(refused));
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
    noteRestarts(folder);
    Set<String> changed = running.differences(folder);
    changed.removeIf(Reload::readAtTheStartOnly);
    if (!changed.isEmpty()) {
      log.info("{} changed; the hub lints, builds and tests before anything runs", changed);
    }
    Trial trial = new Trial(assembly, checks, running, folder, changed, together);
    RouteFiles before = running;
    running = trial.outcome();
    unchecked = trial.unchecked();
    exchange(trial.built());
    lastGood.keep(before, running);
    tell(trial.taken(), trial.refused(), began);
    told = new Told(findStates(), Map.copyOf(refused));
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

  private void tell(Set<String> taken, Map<String, String> wrong, Instant began) {
    Instant now = clock.instant();
    taken.forEach(file -> since.put(file, now));
    leftOut.removeAll(taken);
    if (!taken.isEmpty()) {
      log.info("{} taken in after {} ms", taken, Duration.between(began, now).toMillis());
    }
    Set<String> healed = new TreeSet<>(refused.keySet());
    healed.removeAll(wrong.keySet());
    healed.removeAll(taken);
    if (!healed.isEmpty()) {
      log.info("{} again as running", healed);
    }
    wrong.forEach(
        (file, why) -> {
          if (!why.equals(refused.get(file))) {
            since.put(file, now);
          }
          String goesOn = leftOut.contains(file) ? "it is left out" : "what ran before goes on";
          log.error("{} is not taken in, {}: {}", file, goesOn, why);
        });
    refused.clear();
    refused.putAll(wrong);
  }

  private static boolean readAtTheStartOnly(String file) {
    return file.startsWith("intents/");
  }

  private void noteRestarts(RouteFiles folder) {
    Set<String> now = new TreeSet<>(running.differences(folder));
    now.removeIf(file -> !readAtTheStartOnly(file));
    for (String file : now) {
      if (waiting.add(file)) {
        since.put(file, clock.instant());
        log.warn("{} was changed; it is read at the next start", file);
      }
    }
    waiting.retainAll(now);
  }

  /** The reasons why files do not run as they were saved, by name. */
  Map<String, String> refused() {
    return new TreeMap<>(told.refused());
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
    return files.stream()
        .map(
            file ->
                new FileState(
                    file,
                    state(file),
                    since.getOrDefault(file, started),
                    ids.getOrDefault(file, Set.of()),
                    refused.get(file)))
        .toList();
  }

  private FileState.State state(String file) {
    if (waiting.contains(file)) {
      return FileState.State.NEEDS_RESTART;
    }
    if (!refused.containsKey(file)) {
      return FileState.State.RUNNING;
    }
    return leftOut.contains(file) ? FileState.State.LEFT_OUT : FileState.State.REFUSED;
  }
}
