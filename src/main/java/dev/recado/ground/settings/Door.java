package dev.recado.ground.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Tries the hub's port before anything starts; the web server would only find out at the end. */
final class Door {

  private static final String PORT = "server.port";

  private Door() {}

  /** Opens the port and closes it again; skips that if any free port will do. */
  static void look(Settings settings) {
    Environment environment = settings.environment();
    int port = environment.getProperty(PORT, Integer.class, 8080);
    if (port <= 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address(environment), port));
    } catch (IOException e) {
      tell(settings, port, String.valueOf(e.getMessage()));
    }
  }

  private static InetAddress address(Environment environment) throws IOException {
    String address = environment.getProperty("server.address", "");
    return StringUtils.hasText(address)
        ? InetAddress.getByName(address.strip())
        : new InetSocketAddress(0).getAddress();
  }

  private static void tell(Settings settings, int port, String why) {
    if (why.contains("assign")) {
      settings.wrong(
          "server.address",
          "is not an address of this machine.",
          "Set it to 127.0.0.1, to 0.0.0.0 for all addresses, or to an address of this machine.");
    } else if (why.contains("denied")) {
      settings.wrong(
          PORT, "is " + port + ", which this user may not open.", "Set it to one above 1023.");
    } else {
      settings.wrong(
          PORT,
          "is taken: another program uses port " + port + ".",
          "Stop that program, or set PORT to a free one.");
    }
  }
}
