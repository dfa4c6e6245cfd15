package dev.recado;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Callers that announce a body and send only a byte of it from time to time. */
final class SlowCallers implements Closeable {

  private final List<Caller> callers = new ArrayList<>();
  private final URI hub;

  SlowCallers(URI hub) {
    this.hub = hub;
  }

  void call(String request) throws IOException {
    begin(request, "Content-Length: 60000");
  }

  /** Begins a head that never ends. */
  void head() throws IOException {
    Caller caller = new Caller("head", hub);
    callers.add(caller);
    caller.send("GET /version HTTP/1.1\r\nHost: hub\r\nX-Slow: ");
    caller.channel.configureBlocking(false);
  }

  /** Sends a chunk as fast as the hub takes it; {@link #allClosed} goes on with the rest. */
  void chunks(String request, int length) throws IOException {
    Caller caller = begin(request, "Transfer-Encoding: chunked");
    caller.send(Integer.toHexString(length) + "\r\n" + "x".repeat(length));
  }

  private Caller begin(String request, String header) throws IOException {
    Caller caller = new Caller(request, hub);
    callers.add(caller);
    caller.send(
        request
            + " HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n"
            + header
            + "\r\n\r\n");
    caller.channel.configureBlocking(false);
    return caller;
  }

  void dribble() {
    callers.forEach(caller -> caller.send("{"));
  }

  /** Sends another byte each, and tells whether the hub has closed all connections. */
  boolean allClosed() {
    callers.forEach(Caller::read);
    dribble();
    return callers.stream().allMatch(caller -> caller.closed);
  }

  List<String> statusesOf(String request) {
    return callers.stream()
        .filter(caller -> caller.request.equals(request))
        .map(Caller::status)
        .toList();
  }

  @Override
  public void close() throws IOException {
    for (Caller caller : callers) {
      caller.channel.close();
    }
  }

  private static final class Caller {

    private final String request;
    private final SocketChannel channel;
    private final StringBuilder answer = new StringBuilder();
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private boolean closed;

    Caller(String request, URI hub) throws IOException {
      this.request = request;
      this.channel = SocketChannel.open(new InetSocketAddress(hub.getHost(), hub.getPort()));
    }

    void send(String text) {
      if (closed) {
        return;
      }
      if (!unsent.hasRemaining()) {
        unsent = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      }
      try {
        channel.write(unsent);
      } catch (IOException reset) {
        read();
        closed = true;
      }
    }

    void read() {
      ByteBuffer bytes = ByteBuffer.allocate(4096);
      try {
        while (!closed) {
          bytes.clear();
          int count = channel.read(bytes);
          if (count < 0) {
            closed = true;
          } else if (count == 0) {
            return;
          } else {
            answer.append(new String(bytes.array(), 0, count, StandardCharsets.US_ASCII));
          }
        }
      } catch (IOException reset) {
        closed = true;
      }
    }

    /** The status of its answer, or what came instead. */
    String status() {
      return answer.length() > 12 ? answer.substring(9, 12) : "none: " + answer;
    }
  }
}
