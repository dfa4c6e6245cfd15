package dev.recado.ground.process;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Says whether this hub is a toy on somebody's own machine or something others can reach.
 *
 * <p>On 127.0.0.1 with no real provider configured, development secrets are good enough. Anything
 * else needs secrets of its own, and the start fails without them (docs/contracts.md#what-the-hub-promises).
 */
public final class Exposure {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost", "[::1]");

  private static final String PROXIES = "recado.trusted-proxies";

  /** The settings by which a system outside this machine is configured. */
  private static final List<String> PROVIDERS =
      List.of("recado.waha.url", "recado.odoo.url", "recado.kommo.url", "recado.kommo.client-id");

  private Exposure() {}

  /**
   * Tells whether development secrets may be used.
   *
   * @param environment the hub's settings
   * @return true only on a loopback address with no real provider configured
   */
  public static boolean development(Environment environment) {
    return loopback(environment) && !providers(environment);
  }

  /**
   * Tells whether a message or a record could leave this machine.
   *
   * @param environment the hub's settings
   * @return true where a real provider is configured
   */
  public static boolean providers(Environment environment) {
    return PROVIDERS.stream().anyMatch(key -> StringUtils.hasText(environment.getProperty(key)));
  }

  /**
   * Tells whether only this machine can reach the hub.
   *
   * @param environment the hub's settings
   * @return true where {@code SERVER_ADDRESS} is a loopback address
   */
  public static boolean loopback(Environment environment) {
    String address = environment.getProperty("server.address", "");
    return LOOPBACK.contains(address.toLowerCase(Locale.ROOT));
  }

  /**
   * Tells whether a system runs on this machine as the hub does, and nobody else can reach the hub.
   *
   * <p>Then neither has to prove to the other who it is. A proxy that the hub believes speaks for
   * others.
   *
   * @param environment the hub's settings
   * @param property the setting that holds the system's address
   * @return false where there is no address
   */
  public static boolean sameMachine(Environment environment, String property) {
    return loopback(environment)
        && !StringUtils.hasText(environment.getProperty(PROXIES))
        && loopbackAddress(environment.getProperty(property, ""));
  }

  /**
   * Tells whether all that the hub talks to runs on this machine, as {@link #sameMachine} does.
   *
   * @param environment the hub's settings
   * @return true also where it talks to nobody
   */
  public static boolean alone(Environment environment) {
    return loopback(environment)
        && PROVIDERS.stream()
            .filter(key -> StringUtils.hasText(environment.getProperty(key)))
            .allMatch(key -> sameMachine(environment, key));
  }

  private static boolean loopbackAddress(String url) {
    try {
      String host = URI.create(url.strip()).getHost();
      return host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  /**
   * Reads a secret, or stands in the development one where that is good enough.
   *
   * @param environment the hub's settings
   * @param property the setting, for example {@code recado.odoo.webhook-token}
   * @param variable its environment variable, named in the error
   * @return the secret, never empty
   * @throws StartupProblem where a secret is needed and there is none
   */
  public static String secret(Environment environment, String property, String variable) {
    String secret = environment.getProperty(property);
    if (StringUtils.hasText(secret)) {
      return secret;
    }
    if (development(environment)) {
      return "dev";
    }
    throw new StartupProblem(
        "This hub can be reached from outside or talks to a real provider, and "
            + variable
            + " is not set.",
        "Set " + variable + " to a long random secret (for example: openssl rand -hex 24).");
  }
}
