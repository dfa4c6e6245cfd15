package dev.recado;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP API with answers that a test sets; it remembers the requests. */
public final class AnsweringServer implements Closeable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String body = "{}";

  /** A request: its path and query as they came, and its headers. */
  public record Asked(String uri, com.sun.net.httpserver.Headers headers) {}

  /** Starts one on a free port of this machine. */
  public AnsweringServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(new Asked(exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Sets the answer from now on. */
  public AnsweringServer says(int status, String body) {
    this.body = body;
    this.status = status;
    return this;
  }

  /** Its address, without a slash at the end. */
  public String url() {
    return "http://" + host();
  }

  /** Its address and port. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The requests so far. */
  public List<Asked> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
