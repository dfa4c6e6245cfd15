package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.Invoices.Invoice;
import dev.recado.StubWaha.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** Flows with mistakes in them, beside one that is good. */
@Tag("hub")
class FlowFaultsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ODOO = "/webhooks/odoo/" + HubProcess.ODOO_TOKEN;
  private static final String PRODUCTS = "where type = 'odoo.product.template'";
  private static final Path FAULTY = Path.of("src", "test", "resources", "faulty-flows");
  private static final Path ROUTES = Path.of("target", "faulty-routes-" + UUID.randomUUID());

  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final HubProcess HUB =
      HubProcess.named("flows")
          .onSharedServers()
          .waha(WAHA)
          .env("RECADO_ROUTES", ROUTES.toAbsolutePath().toString())
          .env("RECADO_SOURCES_LOJA_SECRET", "s3cret")
          .env("RECADO_SOURCES_LOJA_VERIFYTOKEN", "v3rify")
          .property("recado.intake.fault-schedule", "100ms,200ms,300ms");
  private final Invoices sender = new Invoices(HUB);

  @BeforeAll
  static void start() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("routes"), ROUTES);
    for (String file : List.of("throws", "slow", "steady", "broken")) {
      put(file, file);
    }
    HUB.start();
    HUB.plantClients(1, 40);
  }

  private static void put(String file, String as) throws IOException {
    String end = ".camel.yaml";
    Files.copy(
        FAULTY.resolve(file + end),
        ROUTES.resolve("flows").resolve(as + end),
        StandardCopyOption.REPLACE_EXISTING);
  }

  @AfterAll
  static void stop() {
    HUB.close();
    WAHA.close();
  }

  @Test
  void aFlowThatThrowsIsTriedAFewTimesAndBuriedWithItsReason() throws IOException {
    UUID id = post(ODOO, "{\"_id\": 7, \"_model\": \"res.partner\", \"name\": \"João\"}");
    Invoice invoice = Invoices.next(1);
    sender.send(invoice, LIMIT);

    await().atMost(LIMIT).until(() -> one("state", id).equals("DEAD"));
    assertThat(one("reason", id)).contains("odoo.res.partner", "stumbles over its own feet");
    assertThat(one("attempts::text", id)).isEqualTo("4");
    assertThat(
            HUB.count(
                "select count(*) from event_note where what = 'RETRY' and event_id = '" + id + "'"))
        .isEqualTo(3);
    arrives(invoice.number());
  }

  @Test
  void aSlowFlowHoldsUpNobodyElseAndIsRunToItsEnd() throws IOException {
    UUID slow = post(ODOO, "{\"_id\": 13, \"_model\": \"sale.order\", \"name\": \"S00014\"}");
    List<Invoice> invoices = IntStream.range(2, 12).mapToObj(Invoices::next).toList();
    invoices.forEach(invoice -> sender.send(invoice, LIMIT));
    invoices.forEach(invoice -> arrives(invoice.number()));
    assertThat(WAHA.deliveredInvoices()).doesNotContain("S00014");

    arrives("S00014");
    assertThat(one("state", slow)).isEqualTo("DONE");
  }

  /** Four at a time, they take longer in total than one flow may, but no single one does. */
  @Test
  void aBatchThatTakesLongMakesNoneOfItsFlowsSlow() {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    CompletableFuture.allOf(
            IntStream.range(0, 300)
                .mapToObj(n -> CompletableFuture.runAsync(() -> postProduct(n), callers))
                .toArray(CompletableFuture[]::new))
        .join();
    callers.shutdown();
    await().atMost(LIMIT).until(() -> HUB.count("select count(*) from event " + PRODUCTS) == 300);
    assertThat(HUB.count("select count(*) from event " + PRODUCTS + " and state <> 'DROPPED'"))
        .isZero();
    assertThat(
            HUB.count(
                "select count(*) from event_note where event_id in (select id from event "
                    + PRODUCTS
                    + ")"))
        .isZero();
    assertThat(HUB.log()).doesNotContain("The flow of odoo.product.template is too slow");
  }

  private void postProduct(int number) {
    String body =
        "{\"_id\": %d, \"_model\": \"product.template\", \"name\": \"P%d\"}"
            .formatted(number, number);
    sender.deliver(ODOO, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void eventsOfABrokenFileAreParkedAndDeliveredOnceItIsMendedAndTheyAreReplayed()
      throws IOException {
    UUID id =
        post(
            ODOO,
            "{\"_id\": 42, \"_model\": \"crm.lead\", \"name\": \"Lead da Maria\", \"phone\": \"+55"
                + " 21 97654-0001\"}");
    await().atMost(LIMIT).until(() -> one("state", id).equals("PARKED"));
    assertThat(one("reason", id)).contains("direct:odoo.crm.lead");
    assertThat(HUB.log()).contains("broken.camel.yaml could not be loaded, it is left out");

    Files.delete(ROUTES.resolve("flows/broken.camel.yaml"));
    put("mended", "mended");
    HUB.restart();
    replay(id);
    arrives("Lead da Maria");
    assertThat(one("state", id)).isEqualTo("DONE");
    replay(id);
    await().atMost(LIMIT).until(() -> one("state", id).equals("DONE"));
    arrives("Lead da Maria");
  }

  /** A sender that only this folder declares, and one whose secret nobody has set. */
  @Test
  void aSourceIsLiveWhenItIsSavedAndGoneWhenItsFileIs() throws Exception {
    assertThat(status("/webhooks/loja", "orders/create")).isEqualTo(404);
    Path sources = Files.createDirectories(ROUTES.resolve("sources"));
    Files.writeString(
        sources.resolve("loja.yaml"),
        """
        name: loja
        description: An order of the shop.
        proof: {header: X-Loja-Token}
        challenge: {echo: hub.challenge, token: hub.verify_token}
        type: {from: {header: X-Topic}}
        key: id
        """);
    Files.writeString(
        sources.resolve("sem-segredo.yaml"), "name: sem-segredo\ndescription: Nobody.\n");
    await().atMost(LIMIT).until(() -> status("/webhooks/loja", "orders/create") == 202);
    await()
        .atMost(LIMIT)
        .until(
            () -> HUB.count("select count(*) from event where type = 'loja.orders.create'") == 1);
    assertThat(HUB.log()).contains("RECADO_SOURCES_SEMSEGREDO_SECRET is not set");
    String question = "/webhooks/loja?hub.challenge=4711&hub.verify_token=";
    assertThat(HUB.get(question + "v3rify").body()).isEqualTo("4711");
    assertThat(HUB.get(question + "other").statusCode()).isEqualTo(401);

    Files.delete(sources.resolve("sem-segredo.yaml"));
    Files.delete(sources.resolve("loja.yaml"));
    await().atMost(LIMIT).until(() -> status("/webhooks/loja", "orders/create") == 404);
    assertThat(status("/webhooks/form/" + HubProcess.FORM_TOKEN, "")).isEqualTo(200);
  }

  private static int status(String path, String topic) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(HUB.url() + path))
            .header("X-Loja-Token", "s3cret")
            .header("X-Topic", topic)
            .POST(HttpRequest.BodyPublishers.ofString("{\"id\": 7, \"nome\": \"Maria\"}"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Does the same as the replay button. */
  private static void replay(UUID id) {
    HUB.database()
        .sql(
            """
            update event
               set state = 'RETRY', resume_at = null, due_at = now(), attempts = 0, waits = 0
             where id = ?
            """)
        .param(id)
        .update();
  }

  private UUID post(String path, String body) throws IOException {
    return UUID.fromString(
        Invoices.id(sender.deliver(path, body.getBytes(StandardCharsets.UTF_8))));
  }

  private static void arrives(String what) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(WAHA.deliveredInvoices()).filteredOn(what::equals).hasSize(1));
  }

  private static String one(String column, UUID event) {
    return HUB.database()
        .sql("select coalesce(" + column + ", '') from event where id = ?")
        .param(event)
        .query(String.class)
        .optional()
        .orElse("");
  }
}
