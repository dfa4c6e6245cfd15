package dev.recado.authoring.reload;

import dev.recado.ground.process.StartupProblem;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the folder at the start, with the same checks as for a save.
 *
 * <p>A file that has not changed since it last ran, or that came with the hub, is not checked
 * again, so most starts check nothing. A refused file runs in its last good version, if there is
 * one.
 *
 * <p>A change of the intents costs a training and the tests of all flows. A hub that watches its
 * folder starts with what ran last, and takes the folder in as a save.
 */
final class FirstRoutes {

  private static final Logger log = LoggerFactory.getLogger(FirstRoutes.class);

  private static final String INTENTS = "intents/";

  private final RouteFolder folder;
  private final Assembly assembly;
  private final LastGood lastGood;
  private final List<Check> first;
  private final List<Check> later;
  private final Facts facts;
  private final boolean watched;

  /**
   * Creates the loader.
   *
   * @param first the checks if nothing ever ran
   * @param later the checks of changed files
   * @param facts what the files say of each other and of settings
   * @param watched whether the folder is looked at again after the start
   */
  FirstRoutes(
      RouteFolder folder,
      Assembly assembly,
      LastGood lastGood,
      List<Check> first,
      List<Check> later,
      Facts facts,
      boolean watched) {
    this.folder = folder;
    this.assembly = assembly;
    this.lastGood = lastGood;
    this.first = first;
    this.later = later;
    this.facts = facts;
    this.watched = watched;
  }

  /**
   * The result of a start.
   *
   * @param generation the generation that will run
   * @param running its files
   * @param offered the current files of the folder
   * @param refused why files do not run as they are in the folder
   * @param unchecked whether a check itself failed
   */
  record Start(
      Generation generation,
      RouteFiles running,
      RouteFiles offered,
      Map<String, Refused> refused,
      boolean unchecked) {

    /** A file that could not be built does not run, whatever else is wrong. */
    static Start of(Generation generation, RouteFiles offered, Trial trial, Facts facts) {
      Start start = of(generation, offered);
      Map<String, Refused> refused = new TreeMap<>(trial.refused());
      refused.putAll(start.refused());
      if (!start.refused().isEmpty()) {
        // Camel says only that a placeholder has no value.
        Map<String, String> missing = facts.missing(generation.files());
        missing.keySet().retainAll(start.refused().keySet());
        missing.forEach((file, why) -> refused.put(file, Refused.of(why)));
      }
      return new Start(generation, start.running(), offered, refused, trial.unchecked());
    }

    /** The offered files are looked at again, even if nobody saves anything. */
    Start again(boolean too) {
      return new Start(generation, running, offered, refused, unchecked || too);
    }

    static Start of(Generation generation, RouteFiles offered) {
      RouteFiles running = generation.files();
      for (String file : generation.broken().keySet()) {
        running = running.with(file, RouteFiles.NONE);
      }
      Map<String, Refused> refused = new TreeMap<>();
      generation.broken().forEach((file, why) -> refused.put(file, Refused.of(why)));
      return new Start(generation, running, offered, refused, false);
    }
  }

  Start load() throws IOException {
    RouteFiles offered = folder.read();
    RouteFiles kept = lastGood.read();
    boolean never = kept.names().isEmpty();
    RouteFiles known = known(offered, never ? RouteFolder.shipped() : kept, never);
    Set<String> changed = known.differences(offered);
    List<Check> checks = never ? first : later;
    boolean postponed =
        !never && watched && changed.stream().anyMatch(file -> file.startsWith(INTENTS));
    Set<String> now = postponed ? Set.of() : changed;
    if (!never && !now.isEmpty()) {
      log.info(
          "{} files of {} have changed since a hub last ran. They are linted and tested first, which may take some"
              + " minutes; what came meanwhile waits",
          now.size(),
          folder);
    }
    Trial trial = new Trial(assembly, checks, facts, known, offered, now, Set.of());
    RouteFiles outcome = trial.outcome();
    Generation built = trial.built();
    Generation generation = built == null ? assembly.build(outcome) : built;
    Start start = Start.of(generation, offered, trial, facts).again(postponed);
    if (postponed) {
      log.info(
          "{} changed while no hub ran; what ran last begins, and they are looked at", changed);
    }
    tell(start.running(), start.refused());
    requireIntents(start);
    lastGood.keep(kept, start.running());
    log.info("{} routes from {}", generation.context().getRoutesSize(), folder);
    return start;
  }

  /**
   * The files that need no check. A shipped file does not replace a different one in the folder,
   * because the operator has not chosen it. At the very first start intents only have to be usable,
   * because the hub cannot leave them out.
   */
  private static RouteFiles known(RouteFiles offered, RouteFiles before, boolean never) {
    RouteFiles known = before;
    for (String file : before.differences(offered)) {
      if (never) {
        known = known.with(file, file.startsWith(INTENTS) ? offered : RouteFiles.NONE);
      }
    }
    return known;
  }

  /** Without its intents the hub cannot answer. Those of the jar are another company's. */
  private static void requireIntents(Start start) {
    start.refused().keySet().stream()
        .filter(file -> file.startsWith(INTENTS))
        .filter(file -> start.running().bytes(file).isEmpty())
        .findFirst()
        .ifPresent(
            file -> {
              throw new StartupProblem(
                  file
                      + " cannot be used: "
                      + Objects.requireNonNull(start.refused().get(file)).reason(),
                  "Correct the file. The hub has no earlier version that it could use.");
            });
  }

  private static void tell(RouteFiles running, Map<String, Refused> refused) {
    refused.forEach(
        (file, why) ->
            log.error(
                "{} could not be loaded, {}: {}",
                file,
                running.bytes(file).isPresent() ? "what ran last goes on" : "it is left out",
                why.line()));
  }
}
