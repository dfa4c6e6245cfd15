package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recado.SettableClock;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.outbox.Messages;
import dev.recado.spine.outbox.Offer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The simulator by itself, on a real PostgreSQL, with a server in the hub's place. */
final class PhonesRig implements Closeable {

  static final String NUMBER = "100000000000001";
  static final ObjectMapper JSON = new ObjectMapper();

  /** A webhook as it reached the hub, and whether its signature is right. */
  record Posted(String path, JsonNode body, boolean signed) {

    JsonNode value() {
      return body.at("/entry/0/changes/0/value");
    }
  }

  final SettableClock clock = new SettableClock(Instant.parse("2026-07-14T12:00:00Z"));
  final List<Posted> posted = new CopyOnWriteArrayList<>();
  volatile Optional<Offer> offered = Optional.empty();
  private final HttpServer hub = server();
  private final SimulatorAddress url =
      new SimulatorAddress(
          new MockEnvironment().withProperty("local.server.port", "" + hub.getAddress().getPort()));
  private final TestChannels channels = new TestChannels();
  private final WebhookPosts posts;
  private final PhoneController phone;
  private final MockMvc http;

  PhonesRig() {
    channels.with(
        Channel.ofSettings(
            "waha", "Simulador", Map.of("session", "default"), Map.of("hmacKey", "dev"), true));
    channels.with(
        Channel.ofSettings(
            "meta",
            "Simulador",
            Map.of("phoneNumberId", NUMBER),
            Map.of("appSecret", "app-secret"),
            true));
    hub.createContext("/webhooks", this::take);
    hub.start();
    JdbcClient jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(
                TestServers.migratedUrl(), "postgres", TestServers.password()));
    SimulatedPhones phones = new SimulatedPhones(jdbc, clock);
    Accounts accounts = new Accounts(channels);
    posts = new WebhookPosts(url, new SimulatorSettings(2, Duration.ofMillis(1)), clock);
    SimulatedWhatsApp whatsApp =
        new SimulatedWhatsApp(
            phones,
            accounts,
            new WahaTeller(new WahaWebhook(clock), url),
            new MetaTeller(new MetaWebhook(clock)),
            posts);
    Drafts drafts = new Drafts(phones, accounts, new Presses(phones, messages()), clock);
    phone = new PhoneController(phones, whatsApp, accounts, drafts);
    http =
        MockMvcBuilders.standaloneSetup(
                new GraphController(new SimulatedMeta(phones, accounts, whatsApp, clock), url),
                new SimulatorController(phones, accounts, whatsApp, clock))
            .build();
  }

  /** One channel more, as the API makes it. */
  void channel(String id, String provider, Map<String, String> settings, String secret) {
    String key = provider.equals("waha") ? "hmacKey" : "appSecret";
    channels.with(
        new Channel(
            id,
            provider,
            null,
            id,
            settings,
            Map.of(key, secret),
            null,
            null,
            null,
            null,
            true,
            false,
            true,
            false,
            1));
  }

  private Messages messages() {
    return (Messages)
        Proxy.newProxyInstance(
            Messages.class.getClassLoader(),
            new Class<?>[] {Messages.class},
            (proxy, method, arguments) -> offered);
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    posted.add(
        new Posted(
            path,
            JSON.readTree(body),
            path.endsWith("meta")
                ? signed(exchange, "X-Hub-Signature-256", "sha256=", "HmacSHA256", body)
                : signed(exchange, "X-Webhook-Hmac", "", "HmacSHA512", body)));
    byte[] answer =
        (path.endsWith("meta") ? "OK" : "{\"id\": \"an event\"}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(path.endsWith("meta") ? 200 : 202, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** Whether any channel of the rig has the key. */
  private boolean signed(
      HttpExchange exchange, String header, String prefix, String algorithm, byte[] body) {
    String given = exchange.getRequestHeaders().getFirst(header);
    return channels.all().stream()
        .flatMap(channel -> channel.secrets().values().stream())
        .anyMatch(secret -> (prefix + Hmac.hex(algorithm, secret, body)).equals(given));
  }

  /** Writes a draft on a phone, and waits for the answer of the hub. */
  PhoneController.Written write(String number, String draft) throws IOException {
    return phone.write(number, JSON.readValue(draft, Draft.class)).join();
  }

  List<JsonNode> chat(String number) {
    return phone.chat(number).stream().<JsonNode>map(JSON::valueToTree).toList();
  }

  JsonNode phones() {
    return JSON.valueToTree(phone.all());
  }

  /** Posts to Meta's API with the right token. */
  MockHttpServletResponse graph(String body) {
    return post("/simulator/graph/v23.0/" + NUMBER + "/messages", body, "Bearer simulator");
  }

  MockHttpServletResponse post(String path, String body, String token) {
    return answer(
        MockMvcRequestBuilders.post(path)
            .contentType("application/json")
            .content(body)
            .header("Authorization", token));
  }

  MockHttpServletResponse get(String path, String header, String value) {
    return answer(MockMvcRequestBuilders.get(path).header(header, value));
  }

  private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) {
    try {
      return http.perform(request).andReturn().getResponse();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    posts.close();
    hub.stop(0);
  }

  /** The states that the hub was told about a message of Meta's, in order. */
  List<String> states(String id) {
    return posted.stream()
        .map(one -> one.value().at("/statuses/0"))
        .filter(status -> status.path("id").asText().equals(id))
        .map(status -> status.get("status").asText())
        .toList();
  }
}
