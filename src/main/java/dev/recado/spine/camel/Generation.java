package dev.recado.spine.camel;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All routes of one state of the folder, running together in a Camel context of their own.
 *
 * <p>A generation never changes. A later save becomes another generation beside this one, and this
 * one ends when its last run has ended.
 */
public final class Generation {

  private static final Logger log = LoggerFactory.getLogger(Generation.class);

  /** Ordered so that each file comes after the files that it needs. */
  private static final List<String> FILES =
      List.of(
          "kamelets/*.kamelet.yaml",
          "configurations/*.camel.yaml",
          "connectors/*.camel.yaml",
          "flows/*.camel.yaml");

  private static final int CLOSED = Integer.MIN_VALUE / 2;

  private final DefaultCamelContext context;
  private final RouteFiles files;
  private final List<RoutePart> parts;
  private final ProducerTemplate producer;
  private final Map<String, String> broken = new LinkedHashMap<>();
  private final Map<String, Set<String>> routes = new LinkedHashMap<>();
  private final Set<String> listening;

  /** Counts the runs under way, plus one while this is the current generation. */
  private final AtomicInteger users = new AtomicInteger(1);

  Generation(DefaultCamelContext context, RouteFiles files, List<RoutePart> parts) {
    this.context = context;
    this.files = files;
    this.parts = List.copyOf(parts);
    this.producer = started();
    for (String pattern : FILES) {
      files.names(pattern).forEach(this::load);
    }
    this.listening =
        context.getRoutes().stream()
            .map(Route::getEndpoint)
            .map(endpoint -> name(endpoint.getEndpointUri()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The address without "direct:" and without options. */
  private static String name(String uri) {
    return uri.replaceFirst("[?].*", "").replaceFirst("^direct://", "").replaceFirst("://", ":");
  }

  /** A generation that cannot start leaves nothing running. */
  private ProducerTemplate started() {
    try {
      parts.forEach(part -> broken.putAll(part.prepare(context, files)));
      context.start();
      return context.createProducerTemplate();
    } catch (RuntimeException e) {
      context.stop();
      throw e;
    }
  }

  private void load(String name) {
    Map<String, Route> before = ownRoutes();
    try {
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString("file:" + name, files.text(name)));
      routes.put(name, added(name, before));
    } catch (Exception e) {
      broken.put(name, reason(e));
      removeAllBut(before.keySet());
    }
  }

  /** Camel says in some cases only which file it is, and the cause says what is wrong and where. */
  private static String reason(Exception e) {
    String told = String.valueOf(e.getMessage());
    String cause = e.getCause() == null ? null : e.getCause().getMessage();
    return cause == null || told.contains(cause) ? told : told + ": " + cause;
  }

  /**
   * Refuses two things that Camel accepts: a route that replaces another one, and a file without a
   * route.
   */
  private Set<String> added(String name, Map<String, Route> before) {
    Map<String, Route> after = ownRoutes();
    before.forEach(
        (id, route) -> {
          if (after.get(id) != route) {
            throw new IllegalArgumentException(
                "The route id " + id + " is that of another file, too; each needs one of its own");
          }
        });
    Set<String> added = new HashSet<>(after.keySet());
    added.removeAll(before.keySet());
    if (added.isEmpty() && (name.startsWith("flows/") || name.startsWith("connectors/"))) {
      throw new IllegalArgumentException("There is no route in it");
    }
    return added;
  }

  private Map<String, Route> ownRoutes() {
    return context.getRoutes().stream()
        .filter(route -> !route.isCreatedByKamelet())
        .collect(Collectors.toMap(Route::getRouteId, route -> route));
  }

  /** Half a file is worse than none: its routes would wait for the missing ones. */
  private void removeAllBut(Set<String> before) {
    for (String id : ownRoutes().keySet()) {
      if (!before.contains(id)) {
        try {
          context.getRouteController().stopRoute(id);
          context.removeRoute(id);
        } catch (Exception e) {
          log.error("Could not remove route {} of a broken file: {}", id, e.getMessage());
        }
      }
    }
  }

  /**
   * Waits for what its parts have only begun, so that no run has to wait for it. Problems are added
   * to {@link #broken()}.
   *
   * @return this generation
   */
  public Generation settled() {
    parts.forEach(part -> broken.putAll(part.settle(context)));
    return this;
  }

  /** What a part has put into the context; null if none has. */
  <T> @Nullable T part(Class<T> type) {
    return context.getCamelContextExtension().getContextPlugin(type);
  }

  /**
   * Returns the files that it was built from.
   *
   * @return the files, also those that are broken
   */
  public RouteFiles files() {
    return files;
  }

  /**
   * Returns the files that were left out, with the reasons.
   *
   * @return reasons by file name, in the order of loading; empty if there are none
   */
  public Map<String, String> broken() {
    return java.util.Collections.unmodifiableMap(broken);
  }

  /**
   * Returns the routes of each file.
   *
   * @return ids of routes by file name; Kamelets have none of their own
   */
  public Map<String, Set<String>> routes() {
    return java.util.Collections.unmodifiableMap(routes);
  }

  /**
   * Tells whether a route takes messages that are sent to {@code direct:<name>}.
   *
   * @param name an event type, the id of a sub-flow, or the address of a scheduled flow, such as
   *     {@code quartz:sellers/lead-reminder}
   */
  public boolean listensOn(String name) {
    return listening.contains(name);
  }

  /**
   * Lists the addresses that its routes listen on.
   *
   * @return event types and ids of sub-flows, without {@code direct:}, and addresses of schedules
   */
  public Set<String> listening() {
    return listening;
  }

  /**
   * Tells whether any route runs.
   *
   * @return false if no file could be loaded
   */
  public boolean loaded() {
    return !listening.isEmpty();
  }

  /**
   * Returns the Camel context, for facts about routes that only Camel knows.
   *
   * @return the context; callers must not change it
   */
  public CamelContext context() {
    return context;
  }

  Exchange send(String uri, ExchangePattern pattern, Consumer<Exchange> filling) {
    Exchange exchange = new DefaultExchange(context, pattern);
    filling.accept(exchange);
    return producer.send(uri, exchange);
  }

  /** Counts a new run. Returns false if this generation has ended and another one is current. */
  boolean enter() {
    return users.updateAndGet(n -> n < 0 ? n : n + 1) > 0;
  }

  void leave() {
    if (users.decrementAndGet() == 0 && users.compareAndSet(0, CLOSED)) {
      // Stopping waits for Camel's own tasks. The last run must not wait for them.
      new Thread(context::stop, "close-" + context.getName()).start();
    }
  }

  /** Ends it at once. Runs that are still in it fail. */
  public void close() {
    users.set(CLOSED);
    context.stop();
  }
}
