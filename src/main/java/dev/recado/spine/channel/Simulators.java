package dev.recado.spine.channel;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Tells channels whose provider is a hub's phone simulator from those that reach people. */
final class Simulators {

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String PATH = "/simulator";

  private Simulators() {}

  /**
   * Looks for the address of a simulator: on this machine, under {@code /simulator}.
   *
   * @param settings what anybody may see of a channel
   */
  static boolean serve(Map<String, String> settings) {
    return settings.values().stream().anyMatch(Simulators::is);
  }

  private static boolean is(String address) {
    try {
      URI place = URI.create(address.strip());
      String path = place.getPath();
      return place.getHost() != null
          && THIS_MACHINE.contains(place.getHost())
          && (path.equals(PATH) || path.startsWith(PATH + "/"));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }
}
