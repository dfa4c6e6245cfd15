package dev.recado.systems.source;

import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.DeclaredSources;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.spine.intake.DeclaredReaders;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.EventSink;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The declared sources of the generation that runs now. */
public final class CurrentSources implements DeclaredSources, DeclaredReaders, EventSink {

  private final Routes routes;
  private volatile @Nullable Generation rehearsed;

  CurrentSources(Routes routes) {
    this.routes = routes;
  }

  private Sources sources() {
    Generation generation = rehearsed == null ? routes.current() : rehearsed;
    Sources sources =
        generation == null
            ? null
            : generation.context().getCamelContextExtension().getContextPlugin(Sources.class);
    return sources == null ? Sources.NONE : sources;
  }

  /**
   * Takes the sources of a generation that does not run, for tests of flows.
   *
   * @param generation the generation of the files that are tested
   */
  public void rehearse(Generation generation) {
    rehearsed = generation;
  }

  @Override
  public Map<String, WebhookSource> current() {
    return Collections.unmodifiableMap(sources().byName());
  }

  @Override
  public boolean known() {
    return rehearsed != null || routes.current() != null;
  }

  @Override
  public Optional<EventReader> of(String source) {
    return Optional.ofNullable(sources().byName().get(source));
  }

  /** Events that a file does not want are done, not parked. */
  @Override
  public Set<String> types() {
    return sources().others();
  }

  @Override
  public void take(List<Event> events) {
    // Nothing is to be written for an event that nobody wants.
  }
}
