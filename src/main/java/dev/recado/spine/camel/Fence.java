package dev.recado.spine.camel;

import dev.recado.spine.effect.FlowLoader;
import dev.recado.spine.simple.HubSimple;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.component.properties.DefaultPropertiesFunctionResolver;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.impl.engine.DefaultLanguageResolver;
import org.apache.camel.language.bean.BeanLanguage;
import org.apache.camel.spi.ComponentResolver;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.LanguageResolver;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Enforces {@link FlowRights} while routes run, whether or not lint has checked them.
 *
 * <p>Each way out of a Camel context goes through a part that can be replaced: its registry, its
 * settings, and the resolvers of its languages, components, classes and resources.
 */
final class Fence {

  private static final String SQL = "classpath:sql/";

  /**
   * Classes that Camel itself loads when it starts. None of them is of use to a route that names
   * it.
   */
  private static final Pattern CAMELS_OWN =
      Pattern.compile(
          "org\\.apache\\.camel\\."
              + "(component\\.(bean|direct|http|kamelet|langchain4j|log|resilience4j|sql)|dsl|language|processor"
              + "|impl|support|reifier)\\.[a-zA-Z0-9.]*"
              + "(Configurer|Component|Language|Loader|Factory)"
              // This class only writes addresses. Camel's own quartz component stays closed.
              + "|org\\.apache\\.camel\\.component\\.quartz\\.QuartzEndpointUriFactory");

  private Fence() {}

  /** Puts the fence around a context that has not been built yet. */
  static void around(
      DefaultCamelContext context,
      ApplicationContext spring,
      Set<String> beans,
      Function<String, @Nullable String> settings,
      RouteFiles files) {
    var extension = context.getCamelContextExtension();
    // Spring's component customizers come with it: camel.component.http.* applies here too.
    extension.setRegistry(new DefaultRegistry(new ListedBeans(spring, beans)));
    context.setPropertiesComponent(placeholders(settings));
    context.setClassResolver(new Classes(context));
    extension.addContextPlugin(LanguageResolver.class, new Languages());
    extension.addContextPlugin(ComponentResolver.class, new Components());
    extension.addContextPlugin(ResourceLoader.class, new SqlFiles(context, files));
    FlowLoader.prepare(context);
  }

  private static PropertiesComponent placeholders(Function<String, @Nullable String> settings) {
    PropertiesComponent placeholders = new PropertiesComponent();
    placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
    placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
    placeholders.setPropertiesFunctionResolver(new NoFunctions());
    placeholders.addPropertiesSource(
        new PropertiesSource() {
          @Override
          public String getName() {
            return "recado";
          }

          @Override
          public @Nullable String getProperty(String name) {
            return settings.apply(name);
          }
        });
    return placeholders;
  }

  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(what + "; see \"What a flow may read\" in docs/flows.md");
  }

  /** Refuses {@code {{env:…}}} and the like, which a default value would otherwise hide. */
  private static final class NoFunctions extends DefaultPropertiesFunctionResolver {

    private static final Set<String> FUNCTIONS =
        Set.of("bean", "env", "sys", "service", "service.host", "service.port");

    @Override
    public @Nullable PropertiesFunction resolvePropertiesFunction(String name) {
      if (!FUNCTIONS.contains(name) && super.resolvePropertiesFunction(name) == null) {
        return null;
      }
      throw refused("Routes may not use {{" + name + ":…}}");
    }
  }

  private static final class Classes extends DefaultClassResolver {

    Classes(CamelContext context) {
      super(context);
    }

    @Override
    protected @Nullable Class<?> loadClass(String name, ClassLoader loader) {
      boolean open =
          FlowRights.type(name)
              || CAMELS_OWN.matcher(name).matches()
              || name.equals(FlowLoader.class.getName());
      return open ? super.loadClass(name, loader) : null;
    }
  }

  private static final class Components extends DefaultComponentResolver {
    @Override
    public Component resolveComponent(String name, CamelContext context) {
      if (!FlowRights.component(name)) {
        throw refused("Routes may not use the component \"" + name + "\"");
      }
      return super.resolveComponent(name, context);
    }
  }

  private static final class Languages extends DefaultLanguageResolver {
    @Override
    public Language resolveLanguage(String name, CamelContext context) {
      if (name.equals("simple")) {
        return new Simple();
      }
      if (name.equals("bean")) {
        return new Methods();
      }
      if (!FlowRights.language(name)) {
        throw refused("Routes may not use the language \"" + name + "\"");
      }
      return super.resolveLanguage(name, context);
    }
  }

  private static final class Simple extends HubSimple {

    private static String looked(String text) {
      SimpleRights.refusal(text)
          .ifPresent(
              refusal -> {
                throw new IllegalArgumentException(refusal.message());
              });
      return text;
    }

    @Override
    public Predicate createPredicate(String expression) {
      return super.createPredicate(looked(expression));
    }

    @Override
    public Predicate createPredicate(String expression, Object[] properties) {
      return super.createPredicate(looked(expression), properties);
    }

    @Override
    public Expression createExpression(String expression) {
      return super.createExpression(looked(expression));
    }

    @Override
    public Expression createExpression(String expression, Object[] properties) {
      return super.createExpression(looked(expression), properties);
    }

    @Override
    public Expression createExpression(String expression, Class<?> type) {
      return super.createExpression(looked(expression), type);
    }
  }

  /** Allows a method of a bean, but no chain of calls. */
  private static final class Methods extends BeanLanguage {

    @Override
    public Expression createExpression(String expression) {
      throw refused("Routes call a bean by \"ref\" and \"method\"");
    }

    @Override
    public Expression createExpression(@Nullable String expression, Object[] properties) {
      for (Object property : properties) {
        // Simple reads the keys of a value it has found in the same way.
        if (property instanceof String text
            && !FlowRights.method(text)
            && !SimpleRights.keys(text)) {
          throw refused("Routes may not call \"" + text + "\" of a bean");
        }
      }
      Expression value = ValueOfKey.in(properties);
      return value == null ? super.createExpression(expression, properties) : value;
    }

    @Override
    public <T> T evaluate(String script, Map<String, Object> bindings, Class<T> resultType) {
      throw refused("Routes run no script");
    }
  }

  /** Reads the SQL of a flow from the same state of the routes folder as the flow. */
  private static final class SqlFiles implements ResourceLoader {

    private final ResourceLoader camels;
    private final RouteFiles files;

    SqlFiles(CamelContext context, RouteFiles files) {
      this.camels = PluginHelper.getResourceLoader(context);
      this.files = files;
    }

    @Override
    public void setCamelContext(CamelContext context) {
      camels.setCamelContext(context);
    }

    @Override
    public CamelContext getCamelContext() {
      return camels.getCamelContext();
    }

    @Override
    public Resource resolveResource(String uri) {
      Optional<byte[]> own =
          uri.startsWith(SQL)
              ? files.bytes(uri.substring("classpath:".length()))
              : Optional.empty();
      return own.map(bytes -> ResourceHelper.fromBytes(uri, bytes))
          .orElseThrow(
              () -> refused("Routes read no file but those of routes/sql, and not " + uri));
    }
  }
}
