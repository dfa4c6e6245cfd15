package dev.recado;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between a hub and a server, so that the server can be away for this hub alone. */
public final class TcpProxy implements Closeable {

  private static final Pattern PORT = Pattern.compile(":(\\d+)/");

  private final int target;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket server;

  /**
   * Starts it on a free port.
   *
   * @param target the port of the server on this machine
   */
  public TcpProxy(int target) {
    this.target = target;
    this.port = listen(0);
  }

  /**
   * Starts one in front of a PostgreSQL.
   *
   * @param jdbcUrl its address
   * @return see {@link #through}
   */
  public static TcpProxy before(String jdbcUrl) {
    return new TcpProxy(Integer.parseInt(portIn(jdbcUrl).group(1)));
  }

  /**
   * Tells the address through this proxy.
   *
   * @param jdbcUrl the address given to {@link #before}
   * @return the same with the proxy's port
   */
  public String through(String jdbcUrl) {
    return portIn(jdbcUrl).replaceFirst(":" + port + "/");
  }

  private static Matcher portIn(String jdbcUrl) {
    Matcher port = PORT.matcher(jdbcUrl);
    if (!port.find()) {
      throw new IllegalArgumentException("No port in " + jdbcUrl);
    }
    return port;
  }

  /**
   * Tells the port for connections.
   *
   * @return always the same port
   */
  public int port() {
    return port;
  }

  /** Refuses new connections and cuts the open ones in the middle of their traffic. */
  public synchronized void stop() {
    ServerSocket listening = server;
    server = null;
    if (listening != null) {
      close(listening);
    }
    open.forEach(TcpProxy::close);
    open.clear();
  }

  /** Lets connections through, again or still. */
  public synchronized void start() {
    if (server == null) {
      listen(port);
    }
  }

  private synchronized int listen(int wanted) {
    try {
      ServerSocket listening = new ServerSocket();
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 200);
      server = listening;
      daemon(() -> accept(listening));
      return listening.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket from = listening.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(from);
        open.add(to);
        if (listening.isClosed()) {
          close(from);
          close(to);
        }
        daemon(() -> pump(from, to));
        daemon(() -> pump(to, from));
      } catch (IOException stopped) {
        // A stop has closed the sockets, too.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      from.setTcpNoDelay(true);
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException cut) {
      // One side is gone, and the other follows in a moment.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // The socket was only to be closed.
    }
  }

  @Override
  public void close() {
    stop();
  }
}
