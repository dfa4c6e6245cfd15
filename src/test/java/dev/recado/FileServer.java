package dev.recado;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of files that a test describes path by path; it remembers the requests. */
public final class FileServer implements Closeable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** Writes an answer. */
  public interface Answer {
    /** Sends the head and the body. */
    void to(HttpExchange exchange) throws IOException;
  }

  /** A request: its method, path, headers and body, as a text and as it came. */
  public record Asked(String method, String path, Headers headers, String body, byte[] bytes) {}

  /** Starts one on a free port of this machine. */
  public FileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      byte[] body = exchange.getRequestBody().readAllBytes();
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              path,
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8),
              body));
      Answer answer = answers.get(path);
      if (answer == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        answer.to(exchange);
      }
    } catch (IOException callerIsGone) {
      // The caller has had enough, which the tests of limits want.
    }
  }

  /** Serves a file. */
  public FileServer file(String path, String type, byte[] bytes) {
    return at(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", type);
          if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
          }
          exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  /** Redirects elsewhere. */
  public FileServer redirect(String path, String to) {
    return at(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", to);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  /** Sends a body without an end and without a length. */
  public FileServer endless(String path) {
    return at(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          byte[] part = new byte[64 * 1024];
          while (true) {
            out.write(part);
          }
        });
  }

  /** Answers anything. */
  public FileServer at(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  /** The port. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Its address, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** Its address under another name. */
  public String url(String host) {
    return "http://" + host + ":" + port();
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
