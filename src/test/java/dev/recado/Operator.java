package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;

/** A user of a hub's REST API, signed in as its first user. */
public final class Operator {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HubProcess hub;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable String token;

  /**
   * Creates an operator, who signs in with the first call.
   *
   * @param hub the hub
   */
  public Operator(HubProcess hub) {
    this.hub = hub;
  }

  /**
   * The hub's answer.
   *
   * @param status the HTTP status
   * @param type the content type, possibly empty
   * @param body the JSON, or a missing node if it is not JSON
   */
  public record Answer(int status, String type, JsonNode body) {}

  /** Sends a GET. */
  public Answer get(String path) {
    return call("GET", path, null);
  }

  /** Sends a POST with JSON. */
  public Answer post(String path, @Nullable String json) {
    return call("POST", path, json);
  }

  /** Sends a PUT with JSON. */
  public Answer put(String path, String json) {
    return call("PUT", path, json);
  }

  /**
   * Sends any request.
   *
   * @param method for example {@code DELETE}
   * @param path with its query
   * @param json the body, or null for none
   */
  public Answer call(String method, String path, @Nullable String json) {
    return send(method, path, json, token());
  }

  /** Sends a request without signing in. */
  public Answer stranger(String method, String path, @Nullable String json) {
    return send(method, path, json, null);
  }

  /** Sends a request with another token. */
  public Answer as(String token, String method, String path) {
    return send(method, path, null, token);
  }

  private synchronized String token() {
    if (token == null) {
      String login = "{\"username\":\"admin\",\"password\":\"" + HubProcess.ADMIN_PASSWORD + "\"}";
      token = send("POST", "/auth/login", login, null).body().path("access_token").asText();
    }
    return token;
  }

  private Answer send(String method, String path, @Nullable String json, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return new Answer(answer.statusCode(), type, json(type, answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted", e);
    }
  }

  private static JsonNode json(String type, String body) throws IOException {
    return type.contains("json") && !body.isBlank()
        ? JSON.readTree(body)
        : MissingNode.getInstance();
  }
}
