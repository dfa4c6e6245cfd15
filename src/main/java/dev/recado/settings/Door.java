package dev.recado.settings;

import dev.recado.startup.StartupProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Tries the hub's port before anything is started, as the web server would take it at the end. */
final class Door {

  private Door() {}

  /**
   * Opens the port and closes it again; where any free one will do there is nothing to try.
   *
   * @throws StartupProblem where it is taken, or not this user's to take
   */
  static void tryIt(ConfigurableEnvironment environment) {
    int port = environment.getProperty("server.port", Integer.class, 8080);
    if (port <= 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address(environment), port));
    } catch (IOException e) {
      throw closed(new Variables(environment), port, String.valueOf(e.getMessage()), e);
    }
  }

  private static InetAddress address(Environment environment) throws IOException {
    String address = environment.getProperty("server.address", "");
    return StringUtils.hasText(address)
        ? InetAddress.getByName(address.strip())
        : new InetSocketAddress(0).getAddress();
  }

  private static StartupProblem closed(Variables variables, int port, String why, IOException e) {
    String name = variables.name("server.port");
    if (why.contains("assign")) {
      return new StartupProblem(
          variables.name("server.address") + " is no address of this machine.",
          "Set it to 127.0.0.1, to 0.0.0.0 for all, or to one of its own.",
          e);
    }
    if (why.contains("denied")) {
      return new StartupProblem(
          "This user may not open port %d (%s).".formatted(port, name),
          "Set %s to one above 1023.".formatted(name),
          e);
    }
    return new StartupProblem(
        "Port %d (%s) is taken by another program.".formatted(port, name),
        "Stop that program, or set %s to a free port, for example %s=%d."
            .formatted(name, name, port + 1),
        e);
  }
}
