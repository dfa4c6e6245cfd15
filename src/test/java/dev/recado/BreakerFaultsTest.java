package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.StubWaha.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** An API that a flow reads goes away and comes back. */
@Tag("hub")
class BreakerFaultsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String ODOO = "/webhooks/odoo/" + HubProcess.ODOO_TOKEN;
  private static final Path ROUTES =
      Path.of("target", "breaker-routes-" + UUID.randomUUID()).toAbsolutePath();
  private static final int EVENTS = 12;

  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final AnsweringServer PRICES = new AnsweringServer();
  private static final HubProcess HUB =
      HubProcess.named("breaker")
          .onSharedServers()
          .waha(WAHA)
          .env("RECADO_ROUTES", ROUTES.toString());

  @BeforeAll
  static void start() throws IOException {
    FileSystemUtils.copyRecursively(Path.of("routes"), ROUTES);
    FileSystemUtils.deleteRecursively(ROUTES.resolve("tests"));
    Files.createDirectories(ROUTES.resolve("tests"));
    save("Preço");
    HUB.start();
  }

  @AfterAll
  static void stop() {
    HUB.close();
    PRICES.close();
    WAHA.close();
  }

  private static void save(String word) throws IOException {
    Files.writeString(
        ROUTES.resolve("flows/price-told.camel.yaml"),
        """
        - route:
            id: price-told
            description: Tells a price that an API knows
            nodePrefixId: price-told-
            from:
              id: in
              uri: direct:odoo.res.partner
              steps:
                - to:
                    id: ask
                    uri: kamelet:http-get-action
                    parameters:
                      url: %s
                      query: "name=${body[name]}"
                      breaker: prices
                    variableReceive: price
                - to:
                    id: tell
                    uri: kamelet:whatsapp-text
                    parameters:
                      to: "${body[phone]}"
                      text: "%s *${body[name]}*: ${variable.price[amount]}"
        """
            .formatted(PRICES.url(), word));
  }

  @Test
  void whileItsBreakerIsOpenEventsWaitAndWhenItIsBackAllAreDone() throws Exception {
    PRICES.says(503, "");
    List<String> names = IntStream.range(0, EVENTS).mapToObj(i -> "Produto " + i).toList();
    for (String name : names) {
      post(name);
    }
    await().atMost(LIMIT).until(() -> count("reason like 'O disjuntor ''prices''%'") > 0);
    await().atMost(LIMIT).until(() -> count("state = 'RETRY'") == EVENTS);

    save("Valor");
    await().atMost(LIMIT).until(() -> HUB.log().contains("price-told.camel.yaml taken in"));
    assertThat(new Operator(HUB).get("/api/flows").body().at("/breakers/prices").asText())
        .isIn("OPEN", "HALF_OPEN");
    assertThat(count("state = 'DEAD'")).isZero();

    PRICES.says(200, "{\"amount\": 41.10}");
    await().atMost(LIMIT).until(() -> count("state = 'DONE'") == EVENTS);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(WAHA.deliveredInvoices()).containsExactlyInAnyOrderElementsOf(names));
    assertThat(WAHA.deliveredTexts()).allMatch(text -> text.endsWith(": 41.10"));
  }

  private static void post(String name) throws IOException {
    String body =
        """
        {"_id": %d, "_model": "res.partner", "name": "%s", "phone": "+55 21 97654-0001"}"""
            .formatted(name.hashCode() & 0xffff, name);
    assertThat(new Invoices(HUB).post(ODOO, body.getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(202);
  }

  private static long count(String condition) {
    return HUB.count("select count(*) from event where type = 'odoo.res.partner' and " + condition);
  }
}
