package bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub's HTTP interfaces, as callers see them; a wrong answer is reported. */
final class SoakApi {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** One flat object of a list. */
  private static final Pattern OBJECT = Pattern.compile("\\{[^{}]*\\}");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final String url;
  private final String password;
  private final Troubles troubles;
  private volatile String access = "";
  private volatile String refresh = "";

  /** An answer; status 0 if there was none. */
  record Reply(int status, String body) {

    /** The flat objects in it. */
    List<String> objects() {
      List<String> found = new ArrayList<>();
      Matcher object = OBJECT.matcher(body);
      while (object.find()) {
        found.add(object.group());
      }
      return found;
    }
  }

  SoakApi(int port, String password, Troubles troubles) {
    this.url = "http://127.0.0.1:" + port;
    this.password = password;
    this.troubles = troubles;
  }

  /** The first request loads classes; the caller's own slowness is not the hub's. */
  void prepare() {
    ask("/version");
  }

  /** Calls without checking the answer. */
  Reply ask(String path) {
    return send(request(path).GET().build());
  }

  Reply read(String path) {
    Reply reply = send(request(path).header("Authorization", "Bearer " + access).GET().build());
    expect(200, reply, "GET " + path.replaceAll("[?].*", "").replaceAll("\\d{6,}", "…"));
    return reply;
  }

  Reply post(String path, String type, String body, int expected) {
    Reply reply =
        send(
            request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build());
    expect(expected, reply, "POST " + path.replaceAll("(/webhooks/\\w+).*|\\d{6,}", "$1"));
    return reply;
  }

  void signIn() {
    remember(
        post(
            "/auth/login",
            "application/json",
            "{\"username\": \"admin\", \"password\": \"" + password + "\"}",
            200));
  }

  void refresh() {
    remember(
        post("/auth/refresh", "application/json", "{\"refresh_token\": \"" + refresh + "\"}", 200));
  }

  private void remember(Reply reply) {
    if (reply.status() == 200) {
      access = Json.text(reply.body(), "access_token");
      refresh = Json.text(reply.body(), "refresh_token");
    }
  }

  private void expect(int status, Reply reply, String call) {
    if (reply.status() != status) {
      String body = reply.body().substring(0, Math.min(200, reply.body().length()));
      troubles.add(call + " answered " + reply.status() + " instead of " + status, body);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
  }

  private Reply send(HttpRequest request) {
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Reply(0, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply(0, e.toString());
    }
  }
}
