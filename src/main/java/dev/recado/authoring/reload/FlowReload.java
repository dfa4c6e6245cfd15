package dev.recado.authoring.reload;

import dev.recado.ground.loop.Loop;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.Routes;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Loads the routes folder at the start, watches it, and loads saved files. */
public final class FlowReload implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FlowReload.class);

  private final RouteFolder folder;
  private final FirstRoutes first;
  private final LastGood lastGood;
  private final Assembly assembly;
  private final Routes routes;
  private final List<Check> checks;
  private final Facts facts;
  private final Farewell farewell;
  private final ReloadSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "flow-reload"));
  private final Loop loop;
  private volatile @Nullable Reload reload;

  FlowReload(
      RouteFolder folder,
      FirstRoutes first,
      LastGood lastGood,
      Assembly assembly,
      Routes routes,
      List<Check> checks,
      Facts facts,
      Farewell farewell,
      ReloadSettings settings,
      Clock clock,
      Loop loop) {
    this.folder = folder;
    this.first = first;
    this.lastGood = lastGood;
    this.assembly = assembly;
    this.routes = routes;
    this.checks = checks;
    this.facts = facts;
    this.farewell = farewell;
    this.settings = settings;
    this.clock = clock;
    this.loop = loop;
  }

  /** Runs before the intake and the dispatch, which need the routes. */
  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void begin() throws IOException {
    FirstRoutes.Start start = first.load();
    routes.replace(start.generation());
    Reload begun = new Reload(assembly, routes, start, checks, facts, farewell, lastGood, clock);
    reload = begun;
    // Later than the routes, because the hub does not wait for it.
    schedule.execute(begun::lookForMissingSettings);
    if (settings.watch() && folder.path().isPresent()) {
      FolderWatch watch = new FolderWatch(folder, begun::offer);
      long every = settings.every().toMillis();
      schedule.scheduleWithFixedDelay(
          loop.guarded(watch::look), every, every, TimeUnit.MILLISECONDS);
      log.info("Files that are saved in {} are loaded while the hub runs", folder);
    }
  }

  /**
   * Returns the state of each file that routes are made of.
   *
   * @return the states by name; empty before the routes have been loaded
   */
  public List<FileState> states() {
    Reload current = reload;
    return current == null ? List.of() : current.states();
  }

  /**
   * Returns the files that do not run as they were saved, with the reasons.
   *
   * @return reasons by name; empty if there are none
   */
  public Map<String, String> refused() {
    Reload current = reload;
    return current == null ? routes.broken() : current.refused();
  }

  @Override
  public void close() throws Exception {
    loop.end();
    schedule.shutdownNow();
    if (!schedule.awaitTermination(20, TimeUnit.SECONDS)) {
      log.warn("A reload is still under way");
    }
    for (Check check : checks) {
      check.close();
    }
  }
}
