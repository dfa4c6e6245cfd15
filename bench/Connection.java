package bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A keep-alive HTTP/1.1 connection, of either side, with one exchange under way at a time. */
final class Connection {

  /** The receiver of what arrives; called on the loop's thread. */
  interface Listener {
    void received(Connection from, HttpMessage message);

    default void closed() {}

    /** Reports trouble that belongs to no message. */
    default void troubled(String complaint) {}
  }

  private static final int LARGEST_MESSAGE = 16 * 1024;

  private final SocketChannel channel;
  private final Listener listener;
  private final ByteBuffer input = ByteBuffer.allocate(LARGEST_MESSAGE);
  private ByteBuffer output = ByteBuffer.allocate(0);
  private SelectionKey key;
  private boolean closed;

  private Connection(SocketChannel channel, Listener listener) {
    this.channel = channel;
    this.listener = listener;
  }

  /** Takes over an incoming connection. */
  static void accepted(EventLoop loop, SocketChannel channel, Listener listener)
      throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    Connection connection = new Connection(channel, listener);
    connection.key = loop.register(channel, SelectionKey.OP_READ, connection::read);
  }

  /** Opens a connection; data sent before it is open goes out as soon as it is. */
  static Connection open(EventLoop loop, SocketAddress address, Listener listener)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    Connection connection = new Connection(channel, listener);
    connection.key = loop.register(channel, SelectionKey.OP_CONNECT, connection::ready);
    try {
      if (channel.connect(address)) {
        connection.key.interestOps(SelectionKey.OP_READ);
      }
    } catch (IOException refusedAtOnce) {
      loop.execute(connection::close);
    }
    return connection;
  }

  private void ready() {
    if (channel.isConnected()) {
      read();
      return;
    }
    try {
      channel.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      flush();
    } catch (IOException e) {
      close();
    }
  }

  private void read() {
    try {
      if (channel.read(input) < 0) {
        close();
        return;
      }
      for (HttpMessage next = take(); next != null; next = take()) {
        listener.received(this, next);
      }
      if (!input.hasRemaining()) {
        throw new IOException("A message larger than " + LARGEST_MESSAGE + " bytes");
      }
    } catch (IOException e) {
      close();
    }
  }

  private HttpMessage take() {
    return input.position() == 0 ? null : HttpMessage.takeFrom(input);
  }

  void send(String message) {
    output = ByteBuffer.wrap(message.getBytes(ISO_8859_1));
    if (channel.isConnected()) {
      try {
        flush();
      } catch (IOException e) {
        close();
      }
    }
  }

  private void flush() throws IOException {
    channel.write(output);
    if (output.hasRemaining()) {
      // One message is far smaller than a socket's buffer, and the other side waits for it.
      throw new IOException("The other side does not read");
    }
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      // The connection is closed either way.
    }
    listener.closed();
  }
}
