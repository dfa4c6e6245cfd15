package dev.recado.spine.ingress;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All sources of webhooks: those that come with the hub, and those that flow authors declare. */
public final class WebhookSources {

  private final Map<String, WebhookSource> own;
  private final DeclaredSources declared;

  WebhookSources(Collection<WebhookSource> own, DeclaredSources declared) {
    this.own = own.stream().collect(Collectors.toMap(WebhookSource::name, source -> source));
    this.declared = declared;
  }

  /**
   * Finds a source as it is now.
   *
   * @param name as it stands in the path
   * @return null if there is none
   */
  public @Nullable WebhookSource named(String name) {
    WebhookSource source = own.get(name);
    return source == null ? declared.current().get(name) : source;
  }

  /**
   * Tells whether a name that {@link #named} does not find is the name of no source.
   *
   * @return false until the files of the declared sources have been read for the first time
   */
  boolean known() {
    return declared.known();
  }

  /**
   * Lists the sources as they are now.
   *
   * @return in the order of their names
   */
  public List<WebhookSource> all() {
    Map<String, WebhookSource> all = new TreeMap<>(declared.current());
    all.putAll(own);
    return List.copyOf(all.values());
  }

  /** The sources that come with the hub. */
  Collection<WebhookSource> own() {
    return own.values();
  }

  /** The path where the route of a source begins. All declared sources share one route. */
  String route(WebhookSource source) {
    return own.containsKey(source.name())
        ? WebhookRoutes.path(source.name())
        : WebhookRoutes.DECLARED;
  }
}
