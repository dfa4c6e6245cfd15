package dev.recado.ground.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

/**
 * Reads settings under the names that other systems and hosting platforms use.
 *
 * <p>The hub's own name has precedence: another name counts only if that one is empty or not set.
 */
class OtherNames implements EnvironmentPostProcessor, Ordered {

  static final String URL = "SPRING_DATASOURCE_URL";
  static final String USER = "SPRING_DATASOURCE_USERNAME";
  static final String PASSWORD = "SPRING_DATASOURCE_PASSWORD";

  /** The hub's names, and the other names for each. */
  static final Map<String, String> SAME =
      Map.of(
          "WAHA_URL", "WAHA_BASE_URL",
          "WAHA_SESSION", "WAHA_SESSION_NAME",
          "LLM_TEMPERATURE", "MODEL_TEMPERATURE",
          "LLM_MAX_TOKENS", "MODEL_MAX_LENGTH");

  /** The variables by which hosting platforms and PostgreSQL's own programs name a database. */
  static final List<String> DATABASE =
      List.of(
          "DATABASE_URL", "PGHOST", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSSLMODE");

  private static final String SOURCE = "otherNames";

  /** Runs after the {@code .env} file, which may use these names, and before application.yaml. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 8;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    translate(environment);
  }

  /** Adds the hub's own names for settings under other names. */
  static void translate(ConfigurableEnvironment environment) {
    Source source = new Source();
    SAME.forEach(
        (own, other) -> {
          if (!set(environment, own) && set(environment, other)) {
            source.put(own, environment.getProperty(other, ""), other);
          }
        });
    database(environment, source);
    if (source.getSource().isEmpty()) {
      return;
    }
    String real = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    if (environment.getPropertySources().contains(real)) {
      environment.getPropertySources().addBefore(real, source);
    } else {
      environment.getPropertySources().addFirst(source);
    }
  }

  private static void database(ConfigurableEnvironment environment, Source source) {
    DatabaseUrl.of(name -> environment.getProperty(name, ""))
        .ifPresent(
            url -> {
              source.put(URL, url.jdbc(), url.from());
              for (var login : Map.of(USER, url.user(), PASSWORD, url.password()).entrySet()) {
                if (!set(environment, login.getKey()) && !login.getValue().isEmpty()) {
                  source.put(login.getKey(), login.getValue(), url.from());
                }
              }
            });
  }

  private static boolean set(ConfigurableEnvironment environment, String name) {
    return StringUtils.hasText(environment.getProperty(name));
  }

  /** Values by the hub's names, with the names that were really set. */
  static final class Source extends MapPropertySource {

    private final Map<String, String> original = new LinkedHashMap<>();

    Source() {
      super(SOURCE, new LinkedHashMap<>());
    }

    private void put(String own, String value, String other) {
      getSource().put(own, value);
      original.put(own, other);
    }

    /** The name that was really set; null if this source does not have the setting. */
    @Nullable String original(String own) {
      return original.get(own);
    }
  }

  /** The name that was really set for one of the hub's names. */
  static String original(ConfigurableEnvironment environment, String own) {
    return Optional.ofNullable(environment.getPropertySources().get(SOURCE))
        .map(source -> ((Source) source).original(own))
        .filter(Objects::nonNull)
        .orElse(own);
  }
}
