package dev.recado.ground.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.StartupProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * Binds every class of settings on trial, and complains about each value of a wrong type.
 *
 * <p>Spring Boot itself stops at the first wrong value, and only once the servers run. The metadata
 * of the build lists the classes.
 */
final class Types {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String OURS = "dev.recado.";
  private static final String NUMBER = "is not a whole number.";

  private final Settings settings;
  private final Binder binder;

  Types(Settings settings) {
    this.settings = settings;
    this.binder = Binder.get(settings.environment());
  }

  /** Checks all classes of the hub, and the variables for Spring Boot's web server. */
  void look() {
    bind("server.port", Integer.class);
    bind("server.address", InetAddress.class);
    settings.typed().forEach(this::bind);
    classes().forEach(this::bind);
  }

  private void bind(String prefix, Class<?> type) {
    try {
      binder.bind(prefix, Bindable.of(type), new Telling());
    } catch (RuntimeException e) {
      refused(ConfigurationPropertyName.of(prefix), Bindable.of(type), e);
    }
  }

  private final class Telling implements BindHandler {

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
      refused(name, target, error);
      return null;
    }

    @Override
    public Object onSuccess(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      ConfigurationProperty written = context.getConfigurationProperty();
      if (written != null && name.equals(written.getName())) {
        String text = String.valueOf(written.getValue());
        Bounds.look(
                name.toString(), target, settings.environment().resolvePlaceholders(text), result)
            .ifPresent(bound -> settings.wrong(name.toString(), bound.what(), bound.remedy()));
      }
      return result;
    }
  }

  private void refused(ConfigurationPropertyName name, Bindable<?> target, Exception error) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(error);
    if (cause instanceof StartupProblem problem) {
      settings.wrong(name.toString(), problem);
    } else if (inConstructor(error)) {
      // Our own checks, of values that are numbers and durations; after other complaints it may be
      // a consequence.
      if (cause instanceof IllegalArgumentException && settings.complaints().isEmpty()) {
        settings.wrong(name.toString(), "is wrong: " + cause.getMessage() + ".", "Change it.");
      }
    } else {
      tell(name.toString(), target.getType());
    }
  }

  private static boolean inConstructor(@Nullable Throwable error) {
    return error != null
        && (error instanceof BeanInstantiationException || inConstructor(error.getCause()));
  }

  private void tell(String property, ResolvableType type) {
    Class<?> one = ClassUtils.resolvePrimitiveIfNecessary(type.resolve(Object.class));
    boolean list = java.util.Collection.class.isAssignableFrom(one);
    if (list) {
      one = type.getGeneric(0).resolve(Object.class);
    }
    String remedy = list ? " Write commas between several." : "";
    if (one == Duration.class) {
      settings.wrong(
          property,
          "is not a duration.",
          "Write a whole number and its unit: ms, s, m, h or d, such as 3s." + remedy);
    } else if (one == Integer.class || one == Long.class) {
      settings.wrong(property, NUMBER, "Write digits alone." + remedy);
    } else if (one == Double.class) {
      settings.wrong(property, "is not a number.", "Write it with a point, such as 0.7." + remedy);
    } else if (one == Boolean.class) {
      settings.wrong(property, "is neither on nor off.", "Write on or off.");
    } else if (one == DataSize.class) {
      settings.wrong(property, "is not a size.", "Write a number and its unit: KB, MB or GB.");
    } else if (one == ZoneId.class) {
      settings.wrong(property, "is not a time zone.", "Write one such as America/Sao_Paulo.");
    } else if (one == InetAddress.class) {
      settings.wrong(
          property,
          "is not an address of this machine.",
          "Write one such as 127.0.0.1 or 0.0.0.0.");
    } else if (one == URI.class) {
      settings.wrong(property, "is not an address.", "Write it with https:// and without blanks.");
    } else if (one.isEnum()) {
      settings.wrong(property, "is not a known value.", "Write " + constants(one) + ".");
    } else {
      settings.wrong(property, "cannot be read.", "See docs/configuration.md.");
    }
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  /**
   * Lists the hub's classes of settings by the prefix of their names.
   *
   * <p>Each library has a file of this name, and in a packed jar the hub's file does not lie beside
   * the hub's classes. The names of the types show which file is the hub's.
   */
  static Map<String, Class<?>> classes() {
    Map<String, Class<?>> classes = new TreeMap<>();
    try {
      ClassLoader loader = Types.class.getClassLoader();
      for (URL url : Collections.list(loader.getResources(METADATA))) {
        for (JsonNode group : read(url).path("groups")) {
          String type = group.path("type").asText();
          if (type.startsWith(OURS) && type.equals(group.path("sourceType").asText())) {
            classes.put(group.path("name").asText(), ClassUtils.forName(type, loader));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("The metadata of the settings is of another build", e);
    }
    if (classes.isEmpty()) {
      throw new IllegalStateException(
          "No " + METADATA + " lists the hub's settings: build the hub with Maven");
    }
    return classes;
  }

  private static JsonNode read(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return new ObjectMapper().readTree(in);
    }
  }
}
