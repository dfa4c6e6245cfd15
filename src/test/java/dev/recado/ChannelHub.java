package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One hub process for the tests of all providers of WhatsApp: no provider is configured, and each
 * test makes its channel through the API.
 */
final class ChannelHub {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "token-of-the-contract";
  private static @Nullable ChannelHub only;

  private final HubProcess hub;
  private final Operator operator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ChannelHub(String name) {
    hub =
        HubProcess.named(name)
            .onSharedServers()
            .env("RECADO_ROUTES", routes().toAbsolutePath().toString())
            .env("RECADO_SOURCES_CONTRACT_SECRET", TOKEN)
            .property("recado.conversation.debounce", "300ms")
            // A minute with one failed send in two is what these tests are.
            .property("recado.outbox.connectors.waha.breaker-calls", "1000")
            .start();
    operator = new Operator(hub);
  }

  /** The hub, started by the first test that needs it. It ends with the tests' process. */
  static synchronized ChannelHub get() {
    if (only == null) {
      only = new ChannelHub("channels");
    }
    return only;
  }

  /** A hub of its own, for a test whose channels would be those of another test. */
  static ChannelHub own(String name) {
    return new ChannelHub(name);
  }

  private static Path routes() {
    Path folder = Path.of("target", "hubs", "channel-routes-" + UUID.randomUUID());
    copy(Path.of("routes"), folder);
    copy(Path.of("src/test/resources/channel-contract"), folder);
    return folder;
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HubProcess process() {
    return hub;
  }

  Operator operator() {
    return operator;
  }

  /** Makes a channel at a stub. */
  void make(String id, String provider, StubProvider stub) {
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("id", id);
    draft.put("provider", provider);
    draft.put("label", "Contrato " + provider);
    draft.put("credentials", stub.credentials());
    Operator.Answer made = operator.post("/api/channels", write(draft));
    if (made.status() != 201) {
      throw new AssertionError("The channel was not made: " + made.body());
    }
  }

  /** Lets a flow send a message; returns the id of the event. */
  UUID send(Map<String, Object> wish) {
    Map<String, Object> body = new LinkedHashMap<>(wish);
    body.put("id", UUID.randomUUID().toString());
    HttpResponse<String> answer =
        post(
            "/webhooks/contract/" + TOKEN,
            Map.of("Content-Type", "application/json"),
            write(body).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return UUID.fromString(tree(answer).get("id").asText());
  }

  /** Posts a webhook as its provider does. */
  HttpResponse<String> post(StubProvider.Webhook webhook) {
    Map<String, String> headers = new LinkedHashMap<>(webhook.headers());
    headers.put("Content-Type", webhook.contentType());
    return post(webhook.path(), headers, webhook.body());
  }

  private HttpResponse<String> post(String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + path)).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode tree(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.statusCode() + " " + answer.body(), e);
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
