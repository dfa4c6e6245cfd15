package dev.recado;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A far side that answers every request with the same bad answer, over a raw socket. */
public final class BadServer implements Closeable {

  /** The kinds of bad answers. */
  public enum Answer {
    /** A page with status 200, as for maintenance. */
    HTML,
    /** Status 200 and nothing. */
    EMPTY,
    /** The beginning of a JSON that is announced as longer. */
    TRUNCATED,
    /** A JSON with one text of ten million characters. */
    TEN_MEGABYTES,
    /** JSON, ten thousand arrays deep. */
    DEEP,
    /** An empty array. */
    ARRAY,
    /** JSON's null. */
    NULL,
    /** A text. */
    TEXT,
    /** An object without any field that a caller asks for. */
    OTHER,
    /** An empty answer of an LLM. */
    NO_CHOICES,
    /** The right names with values of the wrong type. */
    WRONG_TYPES,
    /** JSON with a byte that is not UTF-8. */
    NO_UTF8,
    /** A redirect to a login page, which has status 200. */
    REDIRECT,
    /** A page with status 403, as of a firewall. */
    FORBIDDEN_PAGE,
    /** An endless head. */
    HEAD_WITHOUT_END,
    /** An endless body, byte by byte. */
    DRIP
  }

  private static final String WRONG =
      """
      {"id": {}, "key": 5, "numberExists": "true", "chatId": 5, "pn": [], "name": {}, "engine": "NOWEB",
       "jsonrpc": "2.0", "result": {"ids": "all"}, "_embedded": [1], "access_token": 5, "refresh_token": {},
       "expires_in": "soon", "contact_id": "x", "choices": 5}
      """;

  private final Answer answer;
  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger hungUp = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Starts it on a free port.
   *
   * @param answer its answer to every request
   */
  public BadServer(Answer answer) {
    this.answer = answer;
    try {
      this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /**
   * Tells its address.
   *
   * @return the address without a trailing slash
   */
  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /**
   * Lists the requests.
   *
   * @return the first line of each request
   */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /**
   * Counts the callers that left before the end of the answer.
   *
   * @return since the start
   */
  public int hungUp() {
    return hungUp.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        threads.execute(() -> serve(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller;
        InputStream in = new BufferedInputStream(caller.getInputStream());
        OutputStream out = caller.getOutputStream()) {
      read(in);
      try {
        answer(out);
        out.flush();
      } catch (IOException e) {
        hungUp.incrementAndGet();
      }
    } catch (IOException | InterruptedException e) {
      // The caller left before its request, or the server is being closed.
    }
  }

  private void read(InputStream in) throws IOException {
    String first = line(in);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    in.readNBytes(length);
    requests.add(first);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The caller hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void answer(OutputStream out) throws IOException, InterruptedException {
    switch (answer) {
      case HTML -> page(out, "200 OK");
      case FORBIDDEN_PAGE -> page(out, "403 Forbidden");
      case EMPTY -> head(out, "200 OK", "application/json", 0);
      case TRUNCATED -> {
        head(out, "200 OK", "application/json", 500);
        text(out, "{\"id\": \"3EB0");
      }
      case TEN_MEGABYTES -> {
        head(out, "200 OK", "application/json", 10_000_009);
        text(out, "{\"id\": \"");
        byte[] letters = "a".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100; i++) {
          out.write(letters);
        }
        text(out, "\"}");
      }
      case DEEP -> json(out, "[".repeat(10_000) + "]".repeat(10_000));
      case ARRAY -> json(out, "[]");
      case NULL -> json(out, "null");
      case TEXT -> json(out, "\"ok\"");
      case OTHER -> json(out, "{\"status\": \"maintenance\"}");
      case NO_CHOICES -> json(out, "{\"choices\": []}");
      case WRONG_TYPES -> json(out, WRONG);
      case NO_UTF8 -> {
        byte[] body = "{\"id\": \"x?\"}".getBytes(StandardCharsets.US_ASCII);
        body[9] = (byte) 0xC3;
        head(out, "200 OK", "application/json", body.length);
        out.write(body);
      }
      case REDIRECT -> {
        if (requests.get(requests.size() - 1).contains("/login")) {
          page(out, "200 OK");
        } else {
          text(out, "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n");
          text(out, "Connection: close\r\n\r\n");
        }
      }
      case HEAD_WITHOUT_END -> {
        text(out, "HTTP/1.1 200 OK\r\n");
        byte[] header =
            ("X-More: " + "a".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 100_000; i++) {
          out.write(header);
        }
      }
      case DRIP -> {
        head(out, "200 OK", "application/json", 1_000_000);
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
          out.write(' ');
          out.flush();
        }
      }
    }
  }

  private static void page(OutputStream out, String status) throws IOException {
    String page = "<html><body>Em manutenção</body></html>";
    head(out, status, "text/html", page.getBytes(StandardCharsets.UTF_8).length);
    text(out, page);
  }

  private static void json(OutputStream out, String body) throws IOException {
    head(out, "200 OK", "application/json", body.getBytes(StandardCharsets.UTF_8).length);
    text(out, body);
  }

  private static void head(OutputStream out, String status, String type, int length)
      throws IOException {
    text(out, "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n");
    text(out, "Content-Length: " + length + "\r\nConnection: close\r\n\r\n");
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    closed.countDown();
    threads.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
