package dev.recado.flow;

import dev.recado.route.LiteralParameters;
import dev.recado.route.RouteFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;

/**
 * Finds the flow files and loads each by itself: one that is broken costs only its own flow.
 *
 * <p>Events of a flow that could not be loaded are parked and can be replayed.
 */
public final class FlowFiles {

  private static final Logger log = LoggerFactory.getLogger(FlowFiles.class);

  private final CamelContext context;
  private final RouteFolder folder;
  private final Map<String, String> broken = new LinkedHashMap<>();
  private volatile Set<String> listening = Set.of();

  FlowFiles(CamelContext context, RouteFolder folder) {
    this.context = context;
    this.folder = folder;
  }

  /** Once the Camel context runs, and before intake and dispatch begin, which need the flows. */
  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void load() throws IOException {
    context
        .getComponent("kamelet", KameletComponent.class)
        .setLocation(folder.location("kamelets"));
    for (Resource file : folder.files("connectors/*.camel.yaml")) {
      load(file);
    }
    for (Resource file : folder.files("flows/*.camel.yaml")) {
      load(file);
    }
    listening =
        context.getRoutes().stream()
            .map(Route::getEndpoint)
            .map(endpoint -> endpoint.getEndpointUri().replaceFirst("^direct://", ""))
            .collect(Collectors.toUnmodifiableSet());
    log.info("{} routes from {}", context.getRoutesSize(), folder.location(""));
  }

  private void load(Resource file) throws IOException {
    String name = String.valueOf(file.getFilename());
    Set<String> before = routeIds();
    try {
      String location = file.getURL().toString();
      String text = file.getContentAsString(StandardCharsets.UTF_8);
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString(location, LiteralParameters.in(text)));
    } catch (Exception e) {
      broken.put(name, String.valueOf(e.getMessage()));
      log.error("{} could not be loaded and is left out: {}", name, e.getMessage());
      removeAllBut(before);
    }
  }

  private Set<String> routeIds() {
    return context.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet());
  }

  /** Half a file is worse than none: its routes would wait for the ones that are missing. */
  private void removeAllBut(Set<String> before) {
    for (String id : routeIds()) {
      if (!before.contains(id)) {
        try {
          context.getRouteController().stopRoute(id);
          context.removeRoute(id);
        } catch (Exception e) {
          log.error("Route {} of a broken file could not be removed: {}", id, e.getMessage());
        }
      }
    }
  }

  boolean listensOn(String flow) {
    return listening.contains(flow);
  }

  /**
   * Tells whether any flow has been loaded.
   *
   * @return false before the files have been read, and where none of them could be
   */
  public boolean loaded() {
    return !listening.isEmpty();
  }

  /**
   * Tells which files were left out, and why.
   *
   * @return reasons by file name, empty where all is well
   */
  public Map<String, String> broken() {
    return Map.copyOf(broken);
  }
}
