package dev.recado.route;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Loads the routes at the start; a file that is broken costs only its own routes. */
final class FirstRoutes {

  private static final Logger log = LoggerFactory.getLogger(FirstRoutes.class);

  private final RouteFolder folder;
  private final Assembly assembly;
  private final Routes routes;

  FirstRoutes(RouteFolder folder, Assembly assembly, Routes routes) {
    this.folder = folder;
    this.assembly = assembly;
    this.routes = routes;
  }

  /** Before intake and dispatch begin, which need the routes. */
  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void load() throws IOException {
    Generation first = assembly.build(folder.read());
    first
        .broken()
        .forEach((file, why) -> log.error("{} could not be loaded and is left out: {}", file, why));
    routes.replace(first);
    log.info("{} routes from {}", first.context().getRoutesSize(), folder);
  }
}
