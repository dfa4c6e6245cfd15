package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.Invoices.Invoice;
import dev.recado.StubWaha.Engine;
import dev.recado.spine.ingress.Hmac;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders do wrong: repeat themselves, change their mind, or send what nobody can read. */
@Tag("hub")
class WebhookFaultsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String ODOO = "/webhooks/odoo/" + HubProcess.ODOO_TOKEN;
  private static final String FORM = "/webhooks/form/" + HubProcess.FORM_TOKEN;
  private static final String KOMMO = "/webhooks/kommo/kommo-token-of-the-tests";

  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final HubProcess HUB =
      HubProcess.named("webhooks")
          .onSharedServers()
          .waha(WAHA)
          .env("KOMMO_WEBHOOK_TOKEN", "kommo-token-of-the-tests")
          .env("RECADO_DEBOUNCE", "200ms")
          .env("TRUSTED_PROXIES", "127.0.0.1")
          .env("FORM_ORIGINS", "https://www.loja.example/, https://loja.example")
          .property("recado.ingress.body.grace", "2s")
          .property("recado.ingress.body.within", "4s")
          .property("recado.ingress.body.linger", "1s")
          .property("recado.intake.fault-schedule", "100ms,200ms");
  private final Invoices sender = new Invoices(HUB);

  @BeforeAll
  static void start() {
    HUB.start();
    HUB.plantClients(1, 40);
  }

  @AfterAll
  static void stop() {
    HUB.close();
    WAHA.close();
  }

  @Test
  void theSameWebhookTenTimesAtOnceIsOneMessage() {
    Invoice invoice = Invoices.next(1);
    List<HttpResponse<String>> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> post(invoice.body())))
            .limit(10)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
    arrives(invoice);
    await().atMost(LIMIT).until(() -> events(invoice) == 10 && waiting() == 0);
    nothingMoreArrivesThan(invoice);
    assertThat(told(invoice)).isEqualTo(1);
  }

  @Test
  void anInvoicePostedAgainUnchangedIsToldOnce() {
    Invoice invoice = Invoices.next(2);
    post(invoice.body());
    arrives(invoice);
    // A new rule id: the bytes differ, the facts do not.
    post(invoice.body().replace("#375", "#376"));
    await().atMost(LIMIT).until(() -> events(invoice) == 2 && waiting() == 0);
    nothingMoreArrivesThan(invoice);
    assertThat(told(invoice)).isEqualTo(1);
  }

  @Test
  void anInvoicePostedAgainWithAnotherAmountIsToldAgain() {
    Invoice invoice = Invoices.next(3);
    post(invoice.body());
    arrives(invoice);
    post(new Invoice(invoice.id(), 3, "99.99000000000001").body());
    await().atMost(LIMIT).until(() -> told(invoice) == 2);
    assertThat(WAHA.deliveredTexts())
        .filteredOn(text -> text.contains(invoice.number()))
        .satisfiesExactly(
            first -> assertThat(first).contains("R$ 340,50"),
            second -> assertThat(second).contains("R$ 99,99"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatCannotBeReadIsAcceptedAndKeptByteForByte(byte[] body) throws IOException {
    HttpResponse<String> answer = sender.deliver(ODOO, body);
    assertThat(answer.statusCode()).isEqualTo(202);
    UUID id = UUID.fromString(Invoices.id(answer));
    dies(id, "UNREADABLE");
    assertThat(raw(id)).isEqualTo(body);
  }

  static Stream<byte[]> unreadable() {
    byte[] random = new byte[4096];
    new Random(42).nextBytes(random);
    return Stream.concat(
        Stream.of(random),
        Stream.of(
                "",
                "null",
                "[]",
                "[{\"_id\": 1, \"_model\": \"account.move\"}]",
                "{\"_id\": 1, \"_model\": \"account.move\", \"x\": "
                    + "[".repeat(10_000)
                    + "]".repeat(10_000)
                    + "}",
                "{\"_id\": 1, \"_model\": \"account.move\", \"x\": \"\u0000\"}",
                "{\"_id\": 1, \"_model\": \"account.move\"")
            .map(text -> text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aFormThatIsNullIsADeadLetter() throws IOException {
    HttpResponse<String> answer =
        sender.deliver(
            FORM, "null".getBytes(StandardCharsets.UTF_8), "Idempotency-Key", "null-form");
    assertThat(answer.statusCode()).isEqualTo(200);
    dies(UUID.fromString(Invoices.id(answer)), "UNREADABLE");
  }

  @Test
  void browsersPostFormsFromTheOriginsThatASettingNames() throws Exception {
    HttpResponse<String> asked = fromPage("OPTIONS", FORM, "https://loja.example");
    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://loja.example");
    assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
    HttpResponse<String> posted = fromPage("POST", FORM, "https://www.loja.example");
    assertThat(posted.statusCode()).isEqualTo(200);
    assertThat(posted.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://www.loja.example");

    for (HttpResponse<String> other :
        List.of(
            fromPage("OPTIONS", FORM, "https://other.example"),
            fromPage("OPTIONS", ODOO, "https://loja.example"),
            fromPage("POST", FORM, "https://other.example"))) {
      assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  private static HttpResponse<String> fromPage(String method, String path, String origin)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(HUB.url() + path))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method(
                    method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aNulInAFieldIsNoReasonToLoseTheEvent() {
    Invoice invoice = Invoices.next(4);
    String body =
        invoice
            .body()
            .replace("\"not_paid\"", "\"not_paid\", \"move_type\": \"in_\\u0000invoice\"");
    UUID id = UUID.fromString(Invoices.id(post(body)));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(one("state", id)).isIn("DROPPED", "DEAD"));
    assertThat(raw(id)).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    nothingMoreArrivesThan(invoice);
  }

  @Test
  void anAmountThatWouldFillTheMemoryIsADeadLetter() {
    Invoice invoice = Invoices.next(5);
    UUID id =
        UUID.fromString(Invoices.id(post(new Invoice(invoice.id(), 5, "1e999999999").body())));
    dies(id, "'valor' não é um valor em dinheiro");
  }

  @Test
  void fiveMegabytesAreRefusedAndKeptNowhere() throws IOException {
    // The hub answers before it has read everything, so a complete client might find the connection
    // closed.
    assertThat(status("POST " + ODOO, 5 << 20)).isEqualTo(413);
    assertThat(HUB.count("select count(*) from event where length(raw) > 4194304")).isZero();
  }

  /**
   * Each of these once stopped the hub for good, with or without a kill, while it answered 202 to
   * all.
   */
  @Test
  void noPoisonStopsWhatComesAfterIt() throws IOException {
    List<UUID> poisons =
        List.of(
            accepted(KOMMO, "leads[update][0][id]=1%00&leads[update][0][status_id]=142"),
            accepted(KOMMO, "message[add][0][id]=m&message[add][0][contact_id]=" + random(6_000)),
            accepted(ODOO, "{\"_id\": 1, \"_model\": \"x\\u0000\\ud800y\"}"),
            accepted(ODOO, "{\"_id\": 1, \"_model\": \"" + random(6_000) + "\"}"),
            accepted(FORM, "{\"nome\": \"\\u0000\"}", "Idempotency-Key", random(5_000)),
            accepted(FORM, "{\"nome\": \"" + "x".repeat((4 << 20) - 12) + "\"}"));
    UUID roots = accepted(KOMMO, manyRoots());
    UUID message = endlessMessage();

    assertThat(formPasses()).isEqualTo("DROPPED");
    poisons.forEach(id -> await().atMost(LIMIT).until(() -> settled(id)));
    await().atMost(LIMIT).until(() -> one("state", message).equals("DONE"));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                HUB.count("select count(*) from event where type = 'conversation.turn'") > 0
                    && HUB.count(
                            "select count(*) from event where type = 'conversation.turn'"
                                + " and state not in ('DONE', 'DROPPED')")
                        == 0);
    dies(roots, "too many records");
    assertThat(new Operator(HUB).get("/api/events?state=DEAD&source=kommo").body().path("items"))
        .anySatisfy(
            event -> {
              assertThat(event.path("id").asText()).isEqualTo(roots.toString());
              assertThat(event.path("reason").asText()).contains("too many records");
            });

    HUB.killHard();
    HUB.start();
    assertThat(formPasses()).isEqualTo("DROPPED");
  }

  private UUID accepted(String path, String body, String... headers) {
    HttpResponse<String> answer =
        sender.deliver(path, body.getBytes(StandardCharsets.UTF_8), headers);
    assertThat(answer.statusCode()).isEqualTo(path.equals(FORM) ? 200 : 202);
    return UUID.fromString(Invoices.id(answer));
  }

  private String formPasses() {
    UUID good =
        accepted(FORM, "{\"nome\": \"Bom\"}", "Idempotency-Key", "good " + UUID.randomUUID());
    await().atMost(LIMIT).until(() -> settled(good));
    return one("state", good);
  }

  private static boolean settled(UUID id) {
    return List.of("DONE", "DROPPED", "PARKED", "DEAD").contains(one("state", id));
  }

  private static String manyRoots() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      String digits = Integer.toString(i, 10);
      body.append("r");
      digits.chars().forEach(c -> body.append((char) (c - '0' + 'a')));
      body.append("[a][0][b]=1&");
    }
    return body.toString();
  }

  private UUID endlessMessage() {
    String body =
        Samples.text("waha/webhook-message-text.noweb.json")
            .replace("loja-centro", "default")
            .replaceFirst("\"body\": *\"[^\"]*\"", "\"body\": \"" + "a ".repeat(32_000) + "\"");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return accepted(
        "/webhooks/waha",
        body,
        "X-Webhook-Hmac",
        Hmac.hex("HmacSHA512", HubProcess.WAHA_HMAC_KEY, bytes));
  }

  /** Random, so that no compression makes it small enough for an index. */
  private static String random(int length) {
    StringBuilder text = new StringBuilder();
    new Random(length).ints(length, 'a', 'z').forEach(c -> text.append((char) c));
    return text.toString();
  }

  @Test
  void slowBodiesHoldNobodyUp() throws IOException {
    try (SlowCallers slow = new SlowCallers(URI.create(HUB.url()))) {
      for (int i = 0; i < 40; i++) {
        slow.call("POST /webhooks/odoo/wrong");
        slow.call("POST " + ODOO);
        slow.call("POST /webhooks/waha");
        slow.call("POST /auth/login");
        slow.call("POST /api/channels");
        slow.call("PUT " + FORM);
      }
      slow.dribble();

      for (int i = 0; i < 20; i++) {
        Invoice invoice = Invoices.next(8);
        assertThat(sender.post(ODOO, invoice.body().getBytes(StandardCharsets.UTF_8)).statusCode())
            .isEqualTo(202);
      }
      assertThat(login()).contains("access_token");
      assertThat(HUB.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(HUB.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

      await().atMost(LIMIT).until(slow::allClosed);
      assertThat(slow.statusesOf("POST /webhooks/odoo/wrong"))
          .isSubsetOf("401", "429", "503")
          .contains("401");
      assertThat(slow.statusesOf("POST /api/channels")).isSubsetOf("401", "429");
      assertThat(slow.statusesOf("PUT " + FORM)).containsOnly("405");
      // A busy machine may have no room for them (503) while others wait for their answers.
      assertThat(slow.statusesOf("POST " + ODOO)).isSubsetOf("408", "429", "503").contains("408");
      assertThat(slow.statusesOf("POST /webhooks/waha")).isSubsetOf("408", "429", "503");
      assertThat(slow.statusesOf("POST /auth/login")).isSubsetOf("408", "429").contains("429");
    }
    // They are no errors of the hub either, for which the container would still wait at a stop.
    assertThat(HUB.log()).doesNotContain("Exception Processing");
  }

  /**
   * One address may hold a quarter of the 4,096 connections, and none of them long with half a
   * head.
   */
  @Test
  void slowHeadsOfOneAddressLeaveRoomForOthersAndAreCutOff() throws IOException {
    try (SlowCallers slow = new SlowCallers(URI.create(HUB.url()))) {
      for (int i = 0; i < 1_100; i++) {
        slow.head();
      }
      assertThat(livenessFrom("127.0.0.2")).isEqualTo("HTTP/1.1 200");
      await().atMost(LIMIT).until(slow::allClosed);
      assertThat(HUB.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
  }

  private static String livenessFrom(String address) throws IOException {
    URI hub = URI.create(HUB.url());
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress(hub.getHost(), hub.getPort()));
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket
          .getOutputStream()
          .write(
              "GET /actuator/health/liveness HTTP/1.1\r\nHost: hub\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void aBodyInChunksIsCutOffAtTheLimit() throws IOException {
    try (SlowCallers slow = new SlowCallers(URI.create(HUB.url()))) {
      slow.chunks("POST " + ODOO, 5 << 20);
      await().atMost(LIMIT).until(slow::allClosed);
      assertThat(slow.statusesOf("POST " + ODOO)).containsExactly("413");
    }
  }

  @Test
  void aBodyThatComesInPiecesIsAcceptedWhole() throws IOException {
    Invoice invoice = Invoices.next(9);
    assertThat(inPieces("POST " + ODOO, "", invoice.body())).isEqualTo("HTTP/1.1 202");
    arrives(invoice);
  }

  @Test
  void aBodyOfTheApiThatComesInPiecesIsReadWholeForTheOneWhoSentIt() throws IOException {
    String token =
        login(new Operator(HUB), HubProcess.ADMIN_PASSWORD).body().get("access_token").asText();
    String json = "Content-Type: application/json\r\n";
    String body = "{\"phone\": \"5511987650000\", \"message\": \"bom dia\"}";
    assertThat(inPieces("POST /api/chat/process", json, body)).isIn("HTTP/1.1 401", "HTTP/1.1 429");
    assertThat(
            inPieces(
                "POST /api/chat/process", json + "Authorization: Bearer " + token + "\r\n", body))
        .isEqualTo("HTTP/1.1 200");
  }

  /** Sends a body byte by byte; returns the beginning of the answer. */
  private static String inPieces(String request, String headers, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    URI hub = URI.create(HUB.url());
    try (Socket socket = new Socket(hub.getHost(), hub.getPort())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      String head =
          request + " HTTP/1.1\r\nHost: hub\r\n" + headers + "Content-Length: " + body.length;
      out.write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      for (byte one : body) {
        out.write(one);
        out.flush();
      }
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//webhooks/odoo/SECRET",
        "/webhooks//odoo/SECRET",
        "/webhooks/odoo/SECRET;a=b",
        "/webhooks%2fodoo/SECRET",
        "/webhooks/odoo/SECRET%00",
        "/webhooks/odoo/SECRET%0a",
        "/webhooks/odoo/SECRET%zz",
        "/webhooks/odoo/../SECRET",
        "/webhooks/odoo/SECRET%25",
        "/webhooks/odoo/SECRET|",
        "//calendar/SECRET.ics",
        "//oauth/kommo?code=SECRET"
      })
  void anAmbiguousPathIsABadRequestAndLogsNoSecret(String path) throws IOException {
    assertThat(status("POST " + path, 0)).isEqualTo(400);
    assertThat(HUB.log()).doesNotContain("SECRET");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: +5",
        "Content-Length: 1000000000000000000000000000000",
        "Content-Length: abc",
        "Content-Length: 1\r\nContent-Length: 2",
        "Host: two"
      })
  void aHeadThatCannotBeReadIsABadRequest(String headers) throws IOException {
    assertThat(status("POST " + ODOO, headers)).isEqualTo(400);
    assertThat(status("POST /auth/login", headers)).isEqualTo(400);
    assertThat(HUB.log()).doesNotContain("Error processing request");
  }

  @Test
  void aBodyOfPartsIsNoneThatTheApiTakes() throws IOException {
    String parts = "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 0";
    assertThat(status("POST /auth/login", parts)).isEqualTo(415);
  }

  @Test
  void aTrustedProxySpeaksForItsCaller() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(HUB.url() + "/version"))
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-For", "203.0.113.9")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  private static String login() throws IOException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(HUB.url() + "/auth/login"))
                  .timeout(LIMIT)
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"username\": \"admin\", \"password\":"
                              + " \"admin-password-of-the-tests\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void aBadlyEscapedTokenIsAWrongOne() throws IOException {
    assertThat(status("POST /webhooks/odoo?token=%zz", 0)).isEqualTo(401);
  }

  /** Sends a request that no HTTP client would send. */
  private static int status(String request, int length) throws IOException {
    return status(request, "Content-Length: " + length);
  }

  private static int status(String request, String headers) throws IOException {
    URI hub = URI.create(HUB.url());
    try (Socket socket = new Socket(hub.getHost(), hub.getPort())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      String head = request + " HTTP/1.1\r\nHost: hub\r\n" + headers + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return Integer.parseInt(line.split(" ")[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhooks/odoo/wrong", "/webhooks/odoo", "/webhooks/odoo?token=wrong"})
  void aWrongTokenIsNotTrusted(String path) throws IOException {
    byte[] body = Invoices.next(6).body().getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer = sender.post(path, body);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(
            HUB.database()
                .sql("select count(*) from event where raw = ?")
                .param(body)
                .query(Long.class)
                .single())
        .isZero();
  }

  /** From one address, more than a hundred of a kind are too many. */
  @Test
  void whatSomebodyDoesWrongKeepsNobodyFromDoingItRight() {
    Operator operator = new Operator(HUB);
    String calendar = calendar(operator);
    JsonNode tokens = login(operator, HubProcess.ADMIN_PASSWORD).body();

    tooMany(() -> operator.stranger("POST", "/webhooks/form/guess", "{}"));
    tooMany(() -> operator.stranger("GET", "/api/events", null));
    tooMany(() -> operator.as("guess", "GET", "/api/events"));
    tooMany(() -> operator.stranger("GET", "/calendar/1-guess.ics", null));
    tooMany(() -> operator.stranger("GET", "/oauth/kommo?error=guess", null));
    tooMany(() -> operator.stranger("GET", "/swagger-ui/guess", null));
    tooMany(() -> operator.stranger("POST", "/auth/refresh", "{\"refresh_token\":\"guess\"}"));
    // No wrong passwords, because each takes a while to check; SignInTest tests those.
    tooMany(() -> operator.stranger("POST", "/auth/login", "{\"username\":\"guess\"}"));

    assertThat(sender.deliver(FORM, "{}".getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(200);
    assertThat(operator.stranger("POST", "/webhooks/odoo/guess", "{}").status()).isEqualTo(401);
    assertThat(operator.stranger("GET", calendar, null).status()).isEqualTo(200);
    assertThat(operator.stranger("GET", "/swagger-ui/index.html", null).status()).isEqualTo(200);
    assertThat(operator.get("/api/events?limit=1").status()).isEqualTo(200);
    assertThat(login(operator, HubProcess.ADMIN_PASSWORD).status()).isEqualTo(200);
    assertThat(
            operator
                .stranger(
                    "POST",
                    "/auth/refresh",
                    "{\"refresh_token\":\"" + tokens.get("refresh_token").asText() + "\"}")
                .status())
        .isEqualTo(200);
  }

  private static Operator.Answer login(Operator operator, String password) {
    return operator.stranger(
        "POST", "/auth/login", "{\"username\":\"admin\",\"password\":\"" + password + "\"}");
  }

  private static String calendar(Operator operator) {
    String seller =
        operator.post("/vendedores/adicionar", "{\"nome\":\"Ana\"}").body().get("id").asText();
    String address =
        operator.get("/api/sellers/" + seller + "/calendar").body().get("url").asText();
    return URI.create(address).getPath();
  }

  private static void tooMany(Supplier<Operator.Answer> mistake) {
    Operator.Answer answer = mistake.get();
    for (int i = 0; i < 110 && answer.status() != 429; i++) {
      assertThat(answer.status()).isBetween(400, 404);
      answer = mistake.get();
    }
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.type()).startsWith("application/problem+json");
  }

  @Test
  void headersThatSpeakToCamelChangeNothing() throws IOException {
    Invoice invoice = Invoices.next(7);
    sender.deliver(
        ODOO,
        invoice.body().getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json",
        "CamelHttpUri",
        "http://127.0.0.1:1/evil",
        "camelHttpMethod",
        "DELETE",
        "CAMELSQLQUERY",
        "drop table event",
        "CamelBeanMethodName",
        "toString",
        "X-Api-Key",
        "evil");
    arrives(invoice);
    assertThat(told(invoice)).isEqualTo(1);
  }

  @Test
  void fieldsOfAFormThatSpeakToCamelAreFieldsAndNothingElse() throws IOException {
    String form =
        "CamelHttpUri=http%3A%2F%2F127.0.0.1%3A1%2F&CamelSqlQuery=x&nome=Jo%C3%A3o+%26+Ana";
    HttpResponse<String> answer =
        sender.deliver(
            FORM,
            form.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-www-form-urlencoded");
    UUID id = UUID.fromString(Invoices.id(answer));
    await().atMost(LIMIT).until(() -> one("state", id).equals("DROPPED"));
    assertThat(raw(id)).isEqualTo(form.getBytes(StandardCharsets.UTF_8));
  }

  private static void dies(UUID id, String reason) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(one("state", id)).isEqualTo("DEAD");
              assertThat(one("reason", id)).contains(reason);
            });
  }

  private static String one(String column, UUID event) {
    return HUB.database()
        .sql("select coalesce(" + column + ", '') from event where id = ?")
        .param(event)
        .query(String.class)
        .optional()
        .orElse("");
  }

  private static byte[] raw(UUID event) {
    return HUB.database()
        .sql("select raw from event where id = ?")
        .param(event)
        .query(byte[].class)
        .single();
  }

  private HttpResponse<String> post(String body) {
    return sender.deliver(ODOO, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void arrives(Invoice invoice) {
    await().atMost(LIMIT).until(() -> told(invoice) > 0);
  }

  /**
   * A message that was sent before a later invoice of the same customer has had its chance by then.
   */
  private void nothingMoreArrivesThan(Invoice invoice) {
    Invoice later = Invoices.next(invoice.partner());
    post(later.body());
    arrives(later);
  }

  private static long told(Invoice invoice) {
    return WAHA.deliveredInvoices().stream().filter(invoice.number()::equals).count();
  }

  private static long events(Invoice invoice) {
    return HUB.count(
        "select count(*) from event where subject = 'odoo:account.move:" + invoice.id() + "'");
  }

  private static long waiting() {
    return HUB.count(
        "select count(*) from outbox where state in ('QUEUED', 'RETRY', 'HELD', 'SENDING')");
  }
}
