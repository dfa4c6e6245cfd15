package dev.recado.systems.simulator;

import java.util.Objects;

/**
 * A number of the business at a simulated provider.
 *
 * @param channel the hub's channel of it; if the hub has none, its name
 * @param provider {@code waha} or {@code meta}
 * @param name the session, or Meta's id of the number
 * @param secret the key that signs its webhooks
 */
record Account(String channel, String provider, String name, String secret) {

  static final String WAHA = "waha";
  static final String META = "meta";

  boolean meta() {
    return provider.equals(META);
  }

  boolean holds(SimulatedPhones.Message message) {
    return Objects.equals(provider, message.provider()) && Objects.equals(name, message.account());
  }

  /** Leaves the secret out, because the default text of a record would show it. */
  @Override
  public String toString() {
    return "Account[" + provider + ":" + name + "]";
  }
}
