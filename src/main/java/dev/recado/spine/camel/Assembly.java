package dev.recado.spine.camel;

import dev.recado.spine.simple.HubSimple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Builds route files into generations, with the beans and settings of a Spring context. */
public final class Assembly {

  private final ApplicationContext spring;
  private final List<RoutePart> parts;
  private final Set<String> beans;
  private final AtomicInteger built = new AtomicInteger();

  /**
   * Creates one.
   *
   * @param spring has the beans and settings that routes may use, within {@link FlowRights}
   * @param parts what is put into each context
   */
  public Assembly(ApplicationContext spring, List<RoutePart> parts) {
    this(spring, parts, Set.of());
  }

  /**
   * Creates one that opens more beans than {@link FlowRights#beans()}.
   *
   * @param spring has the beans and settings that routes may use, within {@link FlowRights}
   * @param parts what is put into each context
   * @param beans names of further beans that routes may use
   */
  public Assembly(ApplicationContext spring, List<RoutePart> parts, Set<String> beans) {
    this.spring = spring;
    this.parts = List.copyOf(parts);
    this.beans = Set.copyOf(beans);
  }

  /**
   * Builds and starts files as the hub runs them.
   *
   * @param files what to build; a file that cannot be built costs only its own routes
   * @return the generation, with what is wrong in {@link Generation#broken()}
   */
  public Generation build(RouteFiles files) {
    return build(files, Map.of(), List.of());
  }

  /**
   * Builds and starts files with settings of their own.
   *
   * @param files what to build; a file that cannot be built costs only its own routes
   * @param settings property placeholders that override those of the hub
   * @param more what is put into the context beside the hub's own parts
   * @return the generation, with what is wrong in {@link Generation#broken()}
   */
  public Generation build(RouteFiles files, Map<String, String> settings, List<RoutePart> more) {
    DefaultCamelContext context = context(files, settings);
    List<RoutePart> all = new ArrayList<>(parts);
    all.addAll(more);
    return new Generation(context, files, all);
  }

  private DefaultCamelContext context(RouteFiles files, Map<String, String> settings) {
    DefaultCamelContext context = new DefaultCamelContext(false);
    context.getCamelContextExtension().setName("routes-" + built.incrementAndGet());
    context.setSourceLocationEnabled(true);
    String zone = spring.getEnvironment().getProperty("recado.conversation.timezone");
    if (zone != null) {
      context.getGlobalOptions().put(HubSimple.ZONE, zone);
    }
    context.disableJMX();
    context.setStreamCaching(false);
    context.getShutdownStrategy().setTimeout(30);
    context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    context.addRoutePolicyFactory(new Depth());
    context.addModelLifecycleStrategy(new Beginnings());
    context.setResilience4jConfiguration(oneProbe());
    context.getCamelContextExtension().registerEndpointCallback(InLists::given);
    Fence.around(context, spring, beans, name -> setting(settings, name), files);
    return context;
  }

  /** The settings of a circuit breaker in a file that sets none. */
  private static Resilience4jConfigurationDefinition oneProbe() {
    Resilience4jConfigurationDefinition breaker = new Resilience4jConfigurationDefinition();
    breaker.setPermittedNumberOfCallsInHalfOpenState("1");
    return breaker;
  }

  private @Nullable String setting(Map<String, String> settings, String name) {
    String own = settings.get(name);
    if (own != null) {
      return own;
    }
    return FlowRights.setting(name) ? spring.getEnvironment().getProperty(name) : null;
  }
}
