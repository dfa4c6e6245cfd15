package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.Invoices.Invoice;
import dev.recado.StubWaha.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders do wrong: repeat themselves, change their mind, or send what nobody can read. */
class WebhookFaultsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String ODOO = "/webhooks/odoo/" + HubProcess.ODOO_TOKEN;
  private static final String FORM = "/webhooks/form/" + HubProcess.FORM_TOKEN;

  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final HubProcess HUB =
      HubProcess.named("webhooks")
          .onSharedServers()
          .waha(WAHA)
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
  void theSameWebhookTenTimesAtOnceIsOneEventAndOneMessage() {
    Invoice invoice = Invoices.next(1);
    List<HttpResponse<String>> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> post(invoice.body())))
            .limit(10)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
    assertThat(answers.stream().map(Invoices::id).distinct()).hasSize(1);
    arrives(invoice);
    nothingMoreArrivesThan(invoice);
    assertThat(events(invoice)).isEqualTo(1);
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
    assertThat(answer.statusCode()).isEqualTo(202);
    dies(UUID.fromString(Invoices.id(answer)), "UNREADABLE");
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
    dies(id, "'valor' is not a MONEY");
  }

  @Test
  void fiveMegabytesAreRefusedAndKeptNowhere() throws IOException {
    // The hub answers without reading on, so a whole client might find the line closed instead.
    assertThat(status("POST " + ODOO, 5 << 20)).isEqualTo(413);
    assertThat(HUB.count("select count(*) from event where length(raw) > 1048576")).isZero();
  }

  @Test
  void aBadlyEscapedTokenIsAWrongOne() throws IOException {
    assertThat(status("POST /webhooks/odoo?token=%zz", 0)).isEqualTo(401);
  }

  /** Sends what no HTTP client would send. */
  private static int status(String request, int length) throws IOException {
    URI hub = URI.create(HUB.url());
    try (Socket socket = new Socket(hub.getHost(), hub.getPort())) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      String head = request + " HTTP/1.1\r\nHost: hub\r\nContent-Length: " + length + "\r\n\r\n";
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

  /** What was sent before a later invoice of the same customer has had its chance by then. */
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
