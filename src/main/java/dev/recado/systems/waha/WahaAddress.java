package dev.recado.systems.waha;

import dev.recado.ground.process.Exposure;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * Determines where WAHA is: {@code recado.waha.base-url} and {@code recado.waha.key}.
 *
 * <p>Without a configured WAHA it is the simulator in this process. Its port is known only once the
 * web server runs, so the property is calculated at each read.
 */
class WahaAddress implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  static final String BASE_URL = "recado.waha.base-url";
  static final String KEY = "recado.waha.key";
  static final String URL = "recado.waha.url";
  static final String API_KEY = "recado.waha.api-key";
  static final String HMAC_KEY = "recado.waha.hmac-key";
  static final String FORMER_HMAC_KEY = "recado.waha.hmac-key-previous";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    environment
        .getPropertySources()
        .addLast(
            new PropertySource<>("waha-address", Map.of()) {
              @Override
              public @Nullable Object getProperty(String name) {
                return switch (name) {
                  case BASE_URL -> baseUrl(environment);
                  case KEY -> key(environment);
                  default -> null;
                };
              }
            });
  }

  /**
   * Tells whether messages go to the phone simulator: no provider of WhatsApp is configured.
   *
   * @param environment the hub's settings
   */
  static boolean simulated(Environment environment) {
    return !StringUtils.hasText(environment.getProperty(URL)) && !Exposure.whatsApp(environment);
  }

  static String baseUrl(Environment environment) {
    String url = environment.getProperty(URL);
    if (StringUtils.hasText(url)) {
      return StringUtils.trimTrailingCharacter(url, '/');
    }
    String port =
        environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"));
    return "http://127.0.0.1:" + port + "/simulator";
  }

  /** Empty for a WAHA on this machine that needs no key. */
  private static String key(Environment environment) {
    if (!StringUtils.hasText(environment.getProperty(URL))) {
      return "simulator";
    }
    String key = environment.getProperty(API_KEY, "");
    return !StringUtils.hasText(key) && Exposure.sameMachine(environment, URL)
        ? ""
        : Exposure.secret(environment, API_KEY, "WAHA_API_KEY");
  }

  /**
   * Tells whether WAHA's webhooks come unsigned: from the hub's own machine, without a key.
   *
   * @param environment the hub's settings
   */
  static boolean unsigned(Environment environment) {
    return !StringUtils.hasText(environment.getProperty(HMAC_KEY))
        && Exposure.sameMachine(environment, URL);
  }
}
