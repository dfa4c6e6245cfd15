package bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads {@code GET /api/flows} again and again, as a dashboard does. */
final class FlowsPage {

  private static final long POLL_MILLIS = 200;
  private static final int PATIENCE_MILLIS = 5_000;

  private final Hub hub;
  private final String password;
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile String refused = "";

  FlowsPage(Hub hub, String password) {
    this.hub = hub;
    this.password = password;
  }

  /** Starts to read; ends with the bench. */
  void watch() throws IOException {
    String login = "{\"username\":\"admin\",\"password\":\"" + password + "\"}";
    String token = Json.text(call("/auth/login", null, login), "access_token");
    Thread thread = new Thread(() -> watch(token), "flows-page");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch(String token) {
    try {
      while (true) {
        look(token);
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(String token) {
    try {
      String page = call("/api/flows", token, null);
      int from = page.indexOf("\"broken\":") + "\"broken\":".length();
      String now = page.startsWith("{}", from) ? "" : page.substring(from, page.indexOf('}', from));
      if (!now.isEmpty() && !now.equals(refused)) {
        refusals.incrementAndGet();
      }
      refused = now;
    } catch (IOException e) {
      unanswered.incrementAndGet();
    }
  }

  /** Counts the refusals that were shown. */
  int refusals() {
    return refusals.get();
  }

  /** Counts how often the page could not be read. */
  int unanswered() {
    return unanswered.get();
  }

  /** Returns the current refusals, or an empty text. */
  String refused() {
    return refused;
  }

  private String call(String path, String token, String body) throws IOException {
    URL url = new URL("http://127.0.0.1:" + hub.port() + path);
    HttpURLConnection call = (HttpURLConnection) url.openConnection();
    call.setConnectTimeout(PATIENCE_MILLIS);
    call.setReadTimeout(PATIENCE_MILLIS);
    if (token != null) {
      call.setRequestProperty("Authorization", "Bearer " + token);
    }
    if (body != null) {
      call.setDoOutput(true);
      call.setRequestProperty("Content-Type", "application/json");
      try (OutputStream out = call.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    try (InputStream in = call.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
