package dev.recado.ground.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Tells under which name and where a setting was given, which is where a person must correct it.
 */
final class Variables {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");

  private final ConfigurableEnvironment environment;

  Variables(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Names a setting as it was set, or as a person would set it.
   *
   * @param property with its dots
   * @return the environment variable that holds it or that application.yaml reads for it; otherwise
   *     the property itself
   */
  String name(String property) {
    for (PropertySource<?> source : sources()) {
      String variable = variable(source, property);
      if (variable != null) {
        return variable;
      }
      Object raw = source.getProperty(property);
      if (raw != null) {
        Matcher placeholder = PLACEHOLDER.matcher(raw.toString());
        return placeholder.find()
            ? OtherNames.original(environment, placeholder.group(1))
            : property;
      }
    }
    return property;
  }

  /**
   * Follows Spring Boot's rule for the environment: a dot becomes an underscore, a hyphen too or it
   * goes.
   */
  private static @Nullable String variable(PropertySource<?> source, String property) {
    if (!(source instanceof SystemEnvironmentPropertySource environment)) {
      return null;
    }
    String name = property.replace('.', '_').toUpperCase(Locale.ROOT);
    return Stream.of(name.replace('-', '_'), name.replace("-", ""))
        .filter(environment.getSource()::containsKey)
        .findFirst()
        .orElse(null);
  }

  /**
   * Tells where a variable or property was set.
   *
   * @param name as {@link #name} returns it
   * @return for example {@code .env}; empty if it was not set
   */
  Optional<String> where(String name) {
    return sources().stream()
        .filter(source -> source.containsProperty(name))
        .findFirst()
        .map(Variables::told);
  }

  private List<PropertySource<?>> sources() {
    return environment.getPropertySources().stream()
        .filter(
            source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
        .toList();
  }

  private static String told(PropertySource<?> source) {
    if (source instanceof EnvFiles.Source file) {
      return file.file().toString();
    }
    return switch (source.getName()) {
      case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME -> "environment";
      case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "system properties";
      case "commandLineArgs" -> "command line";
      default -> source.getName();
    };
  }
}
