package dev.recado.ground.process;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Tells whether this hub is a trial on one machine or open to others.
 *
 * <p>On 127.0.0.1 without a real provider, development secrets are good enough. Any other hub needs
 * secrets of its own, and does not start without them (docs/contracts.md#what-the-hub-promises).
 */
public final class Exposure {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost", "[::1]");

  private static final String PROXIES = "recado.trusted-proxies";

  /** The settings that connect a system outside this machine. */
  private static final List<String> PROVIDERS =
      List.of(
          "recado.waha.url",
          "recado.meta.access-token",
          "recado.twilio.account-sid",
          "recado.wppconnect.url",
          "recado.evolution.url",
          "recado.odoo.url",
          "recado.kommo.url",
          "recado.kommo.client-id");

  private static final Set<String> NOT_WHATSAPP =
      Set.of("recado.odoo.url", "recado.kommo.url", "recado.kommo.client-id");

  private Exposure() {}

  /**
   * Tells whether development secrets may be used.
   *
   * @param environment the hub's settings
   * @return true only on a loopback address without a real provider
   */
  public static boolean development(Environment environment) {
    return loopback(environment) && !providers(environment);
  }

  /**
   * Tells whether a message or a record could leave this machine.
   *
   * @param environment the hub's settings
   * @return true if a real provider is configured
   */
  public static boolean providers(Environment environment) {
    return PROVIDERS.stream().anyMatch(key -> StringUtils.hasText(environment.getProperty(key)));
  }

  /**
   * Tells whether a provider of WhatsApp is configured.
   *
   * @param environment the hub's settings
   * @return false if messages go to the phone simulator
   */
  public static boolean whatsApp(Environment environment) {
    return PROVIDERS.stream()
        .filter(key -> !NOT_WHATSAPP.contains(key))
        .anyMatch(key -> StringUtils.hasText(environment.getProperty(key)));
  }

  /**
   * Tells whether only this machine can reach the hub.
   *
   * @param environment the hub's settings
   * @return true if {@code SERVER_ADDRESS} is a loopback address
   */
  public static boolean loopback(Environment environment) {
    String address = environment.getProperty("server.address", "");
    return LOOPBACK.contains(address.toLowerCase(Locale.ROOT));
  }

  /**
   * Tells whether a system runs on the hub's machine and only this machine can reach the hub.
   *
   * <p>Then neither has to prove its identity to the other. A hub behind a trusted proxy does not
   * count, because the proxy speaks for other machines.
   *
   * @param environment the hub's settings
   * @param property the setting that holds the system's address
   * @return false if there is no address
   */
  public static boolean sameMachine(Environment environment, String property) {
    return loopback(environment)
        && !StringUtils.hasText(environment.getProperty(PROXIES))
        && loopbackAddress(environment.getProperty(property, ""));
  }

  /**
   * Tells whether every system that the hub talks to runs on this machine, as in {@link
   * #sameMachine}.
   *
   * @param environment the hub's settings
   * @return true also if the hub talks to no system
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
   * Reads a secret, or gives the development secret if that is good enough.
   *
   * @param environment the hub's settings
   * @param property the setting, for example {@code recado.odoo.webhook-token}
   * @param variable its environment variable, named in the error
   * @return the secret, never empty
   * @throws StartupProblem if a secret is needed and missing
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
