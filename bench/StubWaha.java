package bench;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of WAHA that is needed to send a text. */
final class StubWaha implements Connection.Listener {

  /** The receivers of messages; called on the loop's thread. */
  interface Recipients {

    /** Takes a message; returns what is wrong with it, or an empty text. */
    String take(String chatId, String text, String messageId, long at);
  }

  static final String SESSION = "default";

  private static final Pattern PHONE = Pattern.compile("[?&]phone=(\\d+)");

  private final EventLoop loop;
  private final Recipients recipients;
  private final Engine engine;
  private final long latency;
  private final String apiKey;

  private long nextId = 0x1000_0000_0000_0000L;
  private volatile String complaint = "";

  StubWaha(EventLoop loop, Engine engine, Duration latency, String apiKey, Recipients recipients) {
    this.loop = loop;
    this.engine = engine;
    this.latency = latency.toNanos();
    this.apiKey = apiKey;
    this.recipients = recipients;
  }

  /** Reports the last failed call: read this first if nothing arrives. */
  String complaint() {
    return complaint;
  }

  @Override
  public void troubled(String trouble) {
    complaint = trouble;
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
      return Server.json("201 Created", sendText(request.body(), now));
    }
    if (call.equals("GET /api/" + SESSION + "/new-message-id") && engine.givesIdsAhead) {
      return Server.json("200 OK", "{\"id\":\"" + newId() + "\"}");
    }
    if (call.equals("GET /api/sessions/" + SESSION)) {
      return Server.json("200 OK", engine.session(SESSION));
    }
    Matcher phone = PHONE.matcher(call);
    if (call.startsWith("GET /api/contacts/check-exists?") && phone.find()) {
      return Server.json(
          "200 OK", "{\"numberExists\":true,\"chatId\":\"" + phone.group(1) + "@c.us\"}");
    }
    return refuse(call, "404 Not Found");
  }

  private String sendText(String body, long now) {
    String chatId = Json.text(body, "chatId");
    String text = Json.text(body, "text");
    String given = Json.text(body, "id");
    String id = given.isEmpty() ? newId() : given;
    String wrong = recipients.take(chatId, text, id, now);
    if (!wrong.isEmpty()) {
      complaint = wrong + ": " + body;
    }
    return engine.sent(chatId, text, id);
  }

  private String newId() {
    return "3EB08A" + Long.toHexString(nextId++).toUpperCase(Locale.ROOT);
  }

  private String refuse(String call, String status) {
    complaint = status + " for " + call;
    return Server.json(
        status,
        "{\"message\":\""
            + status.substring(4)
            + "\",\"statusCode\":"
            + status.substring(0, 3)
            + "}");
  }
}
