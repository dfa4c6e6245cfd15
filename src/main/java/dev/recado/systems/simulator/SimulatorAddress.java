package dev.recado.systems.simulator;

import java.util.function.Supplier;
import org.springframework.core.env.Environment;

/** The hub's own address on this machine, without a slash at its end. */
final class SimulatorAddress implements Supplier<String> {

  private final Environment environment;

  SimulatorAddress(Environment environment) {
    this.environment = environment;
  }

  /** Reads the port at each call, because it is known only once the web server runs. */
  @Override
  public String get() {
    return "http://127.0.0.1:"
        + environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"));
  }
}
