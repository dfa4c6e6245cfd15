package dev.recado;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import dev.recado.StubWaha.Behaviour;
import dev.recado.StubWaha.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Alerts from a failing provider to the person in charge, through the front door of a hub. */
@Tag("hub")
class AlertJourneyTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String OWNER = "5511987650001";
  private static final String HOOK = "/services/T0/secret-of-the-hook";

  private static final StubWaha FAILING = new StubWaha(Engine.NOWEB);
  private static final StubWaha SPARE = new StubWaha(Engine.NOWEB);
  private static final WireMockServer HOOKS =
      new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());
  private static final HubProcess HUB =
      HubProcess.named("alerts")
          .onSharedServers()
          .waha(FAILING)
          .env("RECADO_LOG_FORMAT", "logstash")
          .env("ALERT_PHONE", OWNER)
          .env("ALERT_CHANNEL_DOWN", "1s")
          .env("ALERT_CALM", "2s")
          .env("ALERT_REPEAT", "3s")
          .env("ALERT_FAILURE_RATE", "off")
          .property("recado.alert.every", "1s")
          .property("recado.outbox.retry-schedule", "100ms");
  private static Operator operator;

  @BeforeAll
  static void start() {
    HOOKS.start();
    HUB.env("ALERT_WEBHOOK_URL", HOOKS.baseUrl() + HOOK).start();
    HUB.plantClients(1, 100);
    operator = new Operator(HUB);
    String spare =
        """
        {"id": "reserva", "provider": "waha", "label": "Reserva", "active": true,
         "settings": {"url": "%s", "session": "reserva"},
         "credentials": {"apiKey": "%s", "hmacKey": "hmac-of-the-spare"}}
        """
            .formatted(SPARE.url(), StubWaha.KEY);
    assertThat(operator.post("/api/channels", spare).status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    HUB.close();
    HOOKS.stop();
    FAILING.close();
    SPARE.close();
  }

  @BeforeEach
  void answer() {
    HOOKS.resetAll();
    HOOKS.stubFor(post(anyUrl()).willReturn(ok()));
  }

  @AfterEach
  void mend() {
    FAILING.behave(Behaviour.OK);
  }

  @Test
  void aChannelThatFailsIsToldToTheWebhookAndByAnotherChannelAndSoIsTheAllClear() {
    FAILING.behave(Behaviour.HTTP_500);
    IntStream.range(1, 25).mapToObj(Invoices::next).forEach(this::send);
    JsonNode told = hook("channel-down", "raised");
    assertThat(told.path("text").asText()).startsWith("Canal fora do ar: O canal waha não envia");
    assertThat(told.path("content").asText()).isEqualTo(told.path("text").asText());
    assertThat(told.path("channel").asText()).isEqualTo("waha");
    await().atMost(LIMIT).until(() -> toTheOwner("*Canal fora do ar*"));

    JsonNode alert = alert("channel-down");
    assertThat(alert.path("raised").asBoolean()).isTrue();
    assertThat(alert.path("channel").asText()).isEqualTo("waha");
    assertThat(operator.get("/api/events/" + alert.path("event").asText()).status()).isEqualTo(200);
    await().atMost(LIMIT).until(() -> metric("recado_alerts{alert=\"channel-down\"} 1.0"));
    assertThat(operator.get("/actuator/health").body().toString()).contains("channel-down waha");

    FAILING.behave(Behaviour.OK);
    IntStream.range(30, 34).mapToObj(Invoices::next).forEach(this::send);
    JsonNode cleared = hook("channel-down", "cleared");
    assertThat(cleared.path("text").asText()).startsWith("Resolvido: Canal fora do ar");
    await().atMost(LIMIT).until(() -> toTheOwner("*Resolvido: Canal fora do ar*"));
    assertThat(HUB.log())
        .contains("Alert channel-down (waha): O canal waha", "Alert channel-down (waha) is cleared")
        .doesNotContain(OWNER);
  }

  @Test
  void aDeadWebhookIsADeadLetterAndRaisesNoEndOfAlerts() {
    HOOKS.stubFor(post(anyUrl()).willReturn(status(404).withBody("no_service")));
    Instant begun = now();
    FAILING.behave(Behaviour.HTTP_500);
    send(Invoices.next(60));
    await("the alert was told in vain").atMost(LIMIT).until(() -> deadCalls(begun) > 0);
    FAILING.behave(Behaviour.OK);
    await("the alert ends although its own calls are dead")
        .atMost(LIMIT)
        .until(() -> events("alert.cleared", begun) > 0 && open() == 0);
    long raised = events("alert.raised", begun);
    await("many looks later").atMost(LIMIT).until(() -> looks(now().minusSeconds(1), begun, 8));

    assertThat(events("alert.raised", begun)).isEqualTo(raised);
    assertThat(HUB.count("select count(*) from outbox where kind = 'http-call' and state = 'DEAD'"))
        .isEqualTo(deadCalls(Instant.EPOCH));
    assertThat(HUB.log()).contains("HTTP_404").doesNotContain("secret-of-the-hook");
  }

  private void send(Invoices.Invoice invoice) {
    assertThat(new Invoices(HUB).send(invoice, LIMIT)).isTrue();
  }

  /** The first body that the webhook got about an alert. */
  private static JsonNode hook(String alert, String state) {
    await(alert + " " + state).atMost(LIMIT).until(() -> !bodies(alert, state).isEmpty());
    return bodies(alert, state).get(0);
  }

  private static List<JsonNode> bodies(String alert, String state) {
    return HOOKS.findAll(postRequestedFor(urlEqualTo(HOOK))).stream()
        .map(request -> json(request.getBodyAsString()))
        .filter(body -> body.path("alert").asText().equals(alert))
        .filter(body -> body.path("state").asText().equals(state))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static boolean toTheOwner(String text) {
    return SPARE.delivered().stream()
        .anyMatch(sent -> sent.chatId().startsWith("5511") && sent.text().startsWith(text));
  }

  private static JsonNode alert(String kind) {
    for (JsonNode alert : operator.get("/api/alerts").body()) {
      if (alert.path("alert").asText().equals(kind)) {
        return alert;
      }
    }
    throw new AssertionError("no alert " + kind);
  }

  private static boolean metric(String line) throws IOException, InterruptedException {
    String login = "{\"username\":\"admin\",\"password\":\"" + HubProcess.ADMIN_PASSWORD + "\"}";
    String token = operator.post("/auth/login", login).body().path("access_token").asText();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(HUB.url() + "/actuator/prometheus"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body().contains(line);
  }

  private static Instant now() {
    return Instant.now();
  }

  private static long events(String type, Instant since) {
    return HUB.count(
        "select count(*) from event where type = '%s' and received_at >= '%s'"
            .formatted(type, since));
  }

  private static long deadCalls(Instant since) {
    return HUB.count(
        """
        select count(*) from outbox o join event e on e.id = o.event_id
         where e.type like 'alert.%%' and o.kind = 'http-call' and o.state = 'DEAD'
           and o.created_at >= '%s'
        """
            .formatted(since));
  }

  private static long open() {
    return HUB.count("select count(*) from alert where cleared_at is null");
  }

  /** Whether the hub has looked since the last all-clear for some seconds. */
  private static boolean looks(Instant recently, Instant begun, int seconds) {
    return HUB.count(
            """
            select count(*) from alert_look
             where at >= '%s' and at >= (
               select max(received_at) + %d * interval '1 second' from event
                where type = 'alert.cleared' and received_at >= '%s')
            """
                .formatted(recently, seconds, begun))
        > 0;
  }
}
