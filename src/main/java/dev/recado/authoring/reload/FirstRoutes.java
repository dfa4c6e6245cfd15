package dev.recado.authoring.reload;

import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the folder in at the start, through the same gate as a save.
 *
 * <p>What has not changed since it ran last, or came with the hub, needs no second look, so that
 * most starts look at nothing. A file that is refused runs as it ran last, where it did.
 */
final class FirstRoutes {

  private static final Logger log = LoggerFactory.getLogger(FirstRoutes.class);

  private final RouteFolder folder;
  private final Assembly assembly;
  private final LastGood lastGood;
  private final List<Check> first;
  private final List<Check> later;

  /**
   * Makes it.
   *
   * @param first what files must pass where nothing ever ran
   * @param later what changed files must pass
   */
  FirstRoutes(
      RouteFolder folder,
      Assembly assembly,
      LastGood lastGood,
      List<Check> first,
      List<Check> later) {
    this.folder = folder;
    this.assembly = assembly;
    this.lastGood = lastGood;
    this.first = first;
    this.later = later;
  }

  /**
   * What runs first.
   *
   * @param generation that is to run
   * @param running the files it is of
   * @param offered the folder as it is
   * @param refused why files are not as they are in the folder
   * @param unchecked whether a check failed itself
   */
  record Start(
      Generation generation,
      RouteFiles running,
      RouteFiles offered,
      Map<String, String> refused,
      boolean unchecked) {

    /** What could not be built does not run, whatever else is wrong. */
    static Start of(Generation generation, RouteFiles offered, Trial trial) {
      Start start = of(generation, offered);
      Map<String, String> refused = new TreeMap<>(trial.refused());
      refused.putAll(start.refused());
      return new Start(generation, start.running(), offered, refused, trial.unchecked());
    }

    static Start of(Generation generation, RouteFiles offered) {
      RouteFiles running = generation.files();
      for (String file : generation.broken().keySet()) {
        running = running.with(file, RouteFiles.NONE);
      }
      return new Start(generation, running, offered, generation.broken(), false);
    }
  }

  Start load() throws IOException {
    RouteFiles offered = folder.read();
    RouteFiles kept = lastGood.read();
    boolean never = kept.names().isEmpty();
    RouteFiles known = known(offered, never ? RouteFolder.shipped() : kept, never);
    Set<String> changed = known.differences(offered);
    Trial trial = new Trial(assembly, never ? first : later, known, offered, changed, Set.of());
    RouteFiles outcome = trial.outcome();
    Generation built = trial.built();
    Generation generation = built == null ? assembly.build(outcome) : built;
    Start start = Start.of(generation, offered, trial);
    tell(start.running(), start.refused());
    lastGood.keep(kept, start.running());
    log.info("{} routes from {}", generation.context().getRoutesSize(), folder);
    return start;
  }

  /**
   * What needs no look. What came with the hub and is another in the folder is not run in its
   * place: nobody has chosen it. Intents are read by others, as they are in the folder.
   */
  private static RouteFiles known(RouteFiles offered, RouteFiles before, boolean never) {
    RouteFiles known = before;
    for (String file : before.differences(offered)) {
      if (file.startsWith("intents/")) {
        known = known.with(file, offered);
      } else if (never) {
        known = known.with(file, RouteFiles.NONE);
      }
    }
    return known;
  }

  private static void tell(RouteFiles running, Map<String, String> refused) {
    refused.forEach(
        (file, why) ->
            log.error(
                "{} could not be loaded, {}: {}",
                file,
                running.bytes(file).isPresent() ? "what ran last goes on" : "it is left out",
                why));
  }
}
