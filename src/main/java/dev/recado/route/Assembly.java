package dev.recado.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** Builds route files into generations, with the beans and settings of a Spring context. */
public final class Assembly {

  private static final String SQL = "classpath:sql/";

  private final ApplicationContext spring;
  private final List<RoutePart> parts;
  private final AtomicInteger built = new AtomicInteger();

  /**
   * Makes one.
   *
   * @param spring whose beans and settings routes may use
   * @param parts what is put into each context
   */
  public Assembly(ApplicationContext spring, List<RoutePart> parts) {
    this.spring = spring;
    this.parts = List.copyOf(parts);
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
   * @param settings property placeholders that go before those of the hub
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
    // Spring's customizers of components come with it: camel.component.http.* counts here, too.
    context
        .getCamelContextExtension()
        .setRegistry(new DefaultRegistry(new ApplicationContextBeanRepository(spring)));
    context.getCamelContextExtension().setName("routes-" + built.incrementAndGet());
    context.setSourceLocationEnabled(true);
    context.disableJMX();
    context.setStreamCaching(false);
    context.getShutdownStrategy().setTimeout(30);
    context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    context.setPropertiesComponent(placeholders(settings));
    context
        .getCamelContextExtension()
        .addContextPlugin(ResourceLoader.class, sqlFirst(context, files));
    return context;
  }

  private PropertiesComponent placeholders(Map<String, String> settings) {
    PropertiesComponent placeholders = new PropertiesComponent();
    placeholders.addPropertiesSource(
        new PropertiesSource() {
          @Override
          public String getName() {
            return "recado";
          }

          @Override
          public @Nullable String getProperty(String name) {
            String own = settings.get(name);
            return own == null ? spring.getEnvironment().getProperty(name) : own;
          }
        });
    return placeholders;
  }

  /** The SQL of a flow is a file of the routes folder, and belongs to the same state of it. */
  private static ResourceLoader sqlFirst(CamelContext context, RouteFiles files) {
    ResourceLoader otherwise = PluginHelper.getResourceLoader(context);
    return new ResourceLoader() {
      @Override
      public void setCamelContext(CamelContext camel) {
        otherwise.setCamelContext(camel);
      }

      @Override
      public CamelContext getCamelContext() {
        return otherwise.getCamelContext();
      }

      @Override
      public Resource resolveResource(String uri) {
        return (uri.startsWith(SQL)
                ? files.bytes(uri.substring("classpath:".length()))
                : java.util.Optional.<byte[]>empty())
            .map(bytes -> ResourceHelper.fromBytes(uri, bytes))
            .orElseGet(() -> otherwise.resolveResource(uri));
      }
    };
  }
}
