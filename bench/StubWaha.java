package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of WAHA that sending a text needs; it enters every message in the ledger. */
final class StubWaha implements Connection.Listener {

  static final String SESSION = "default";

  private static final int BACKLOG = 1024;
  private static final Pattern PHONE = Pattern.compile("[?&]phone=(\\d+)");

  private final EventLoop loop;
  private final Invoices invoices;
  private final Ledger ledger;
  private final Engine engine;
  private final long latency;
  private final String apiKey;
  private final ServerSocketChannel server;

  private long nextId = 0x1000_0000_0000_0000L;
  private volatile String complaint = "";

  private StubWaha(EventLoop loop, Invoices invoices, Ledger ledger, Options options, String apiKey)
      throws IOException {
    this.loop = loop;
    this.invoices = invoices;
    this.ledger = ledger;
    this.engine = options.engine();
    this.latency = options.stubLatency().toNanos();
    this.apiKey = apiKey;
    this.server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), BACKLOG);
  }

  static StubWaha start(
      EventLoop loop, Invoices invoices, Ledger ledger, Options options, String apiKey)
      throws IOException {
    StubWaha waha = new StubWaha(loop, invoices, ledger, options, apiKey);
    loop.execute(waha::listen);
    return waha;
  }

  String url() {
    return "http://127.0.0.1:" + server.socket().getLocalPort();
  }

  /** Tells of the last call that came to nothing: the first thing to read when nothing arrives. */
  String complaint() {
    return complaint;
  }

  private void listen() {
    try {
      loop.register(server, SelectionKey.OP_ACCEPT, this::accept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      for (SocketChannel next = server.accept(); next != null; next = server.accept()) {
        Connection.accepted(loop, next, this);
      }
    } catch (IOException e) {
      complaint = "accept: " + e.getMessage();
    }
  }

  @Override
  public void received(Connection from, HttpMessage request) {
    String answer = answer(request, System.nanoTime());
    if (latency == 0) {
      from.send(answer);
    } else {
      loop.after(latency, () -> from.send(answer));
    }
  }

  private String answer(HttpMessage request, long now) {
    String call = request.call();
    if (!request.header("X-Api-Key").equals(apiKey)) {
      return refuse(call, "401 Unauthorized");
    }
    if (call.equals("POST /api/sendText")) {
      return http("201 Created", sendText(request.body(), now));
    }
    if (call.equals("GET /api/" + SESSION + "/new-message-id") && engine.givesIdsAhead) {
      return http("200 OK", "{\"id\":\"" + newId() + "\"}");
    }
    if (call.equals("GET /api/sessions/" + SESSION)) {
      return http("200 OK", engine.session(SESSION));
    }
    Matcher phone = PHONE.matcher(call);
    if (call.startsWith("GET /api/contacts/check-exists?") && phone.find()) {
      return http("200 OK", "{\"numberExists\":true,\"chatId\":\"" + phone.group(1) + "@c.us\"}");
    }
    return refuse(call, "404 Not Found");
  }

  private String sendText(String body, long now) {
    String chatId = Json.text(body, "chatId");
    String text = Json.text(body, "text");
    String given = Json.text(body, "id");
    String id = given.isEmpty() ? newId() : given;
    int invoice = invoices.find(text, chatId);
    if (invoice == Invoices.NONE) {
      ledger.strays.incrementAndGet();
      complaint = "a message of no invoice, or not to its customer: " + body;
    } else {
      ledger.sent(invoice, id, now);
    }
    return engine.sent(chatId, text, id);
  }

  private String newId() {
    return "3EB08A" + Long.toHexString(nextId++).toUpperCase(Locale.ROOT);
  }

  private String refuse(String call, String status) {
    complaint = status + " for " + call;
    return http(
        status,
        "{\"message\":\""
            + status.substring(4)
            + "\",\"statusCode\":"
            + status.substring(0, 3)
            + "}");
  }

  private static String http(String status, String json) {
    return "HTTP/1.1 "
        + status
        + "\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
        + json.length()
        + "\r\n\r\n"
        + json;
  }
}
