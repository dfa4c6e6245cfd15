package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** An HTTP server on a free port of this machine; its listener answers. */
final class Server {

  private static final int BACKLOG = 1024;

  private final EventLoop loop;
  private final Connection.Listener listener;
  private final ServerSocketChannel channel;

  private Server(EventLoop loop, Connection.Listener listener) throws IOException {
    this.loop = loop;
    this.listener = listener;
    this.channel = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), BACKLOG);
  }

  static Server start(EventLoop loop, Connection.Listener listener) throws IOException {
    Server server = new Server(loop, listener);
    loop.execute(server::listen);
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + channel.socket().getLocalPort();
  }

  private void listen() {
    try {
      loop.register(channel, SelectionKey.OP_ACCEPT, this::accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      for (SocketChannel next = channel.accept(); next != null; next = channel.accept()) {
        Connection.accepted(loop, next, listener);
      }
    } catch (IOException e) {
      listener.troubled("accept: " + e.getMessage());
    }
  }

  /** Refuses new connections from now on; open ones are left to the listener. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes an answer. */
  static String json(String status, String json) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
        + json.length()
        + "\r\n\r\n"
        + json;
  }
}
