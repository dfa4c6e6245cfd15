package dev.recado;

import static dev.recado.VersionedRoutes.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Invoices.Invoice;
import dev.recado.StubWaha.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files that are saved, rightly and wrongly, while webhooks arrive; bench/swap does it at length.
 */
@Tag("load")
class ReloadUnderLoadTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int CUSTOMERS = 40;
  private static final long MILLIS_BETWEEN_INVOICES = 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final VersionedRoutes ROUTES = VersionedRoutes.copy();
  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final HubProcess HUB =
      HubProcess.named("swap")
          .onSharedServers()
          .waha(WAHA)
          .env("RECADO_ROUTES", ROUTES.folder().toString())
          // A busy machine may accept a webhook slowly; the test must see only refusals of the
          // swap.
          .property("recado.ingress.ack-within", "10s");
  private static final Set<Integer> GOOD = ConcurrentHashMap.newKeySet();
  private static int version = 1;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Invoices sender = new Invoices(HUB);
  private final Set<String> accepted = new ConcurrentSkipListSet<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
  private String token = "";

  @BeforeAll
  static void start() {
    ROUTES.save(version);
    GOOD.add(version);
    HUB.start();
    HUB.plantClients(1, CUSTOMERS);
  }

  @AfterAll
  static void stop() {
    HUB.close();
    WAHA.close();
  }

  @BeforeEach
  void begin() throws IOException {
    // The first invoice may meet a hub that is still warming up.
    Invoice first = Invoices.next(1);
    assertThat(sender.send(first, LIMIT)).isTrue();
    await().atMost(LIMIT).until(() -> WAHA.deliveredInvoices().contains(first.number()));
    token = signIn();
    load.scheduleAtFixedRate(this::post, 0, MILLIS_BETWEEN_INVOICES, TimeUnit.MILLISECONDS);
  }

  private String signIn() throws IOException {
    byte[] login =
        "{\"username\": \"admin\", \"password\": \"admin-password-of-the-tests\"}"
            .getBytes(StandardCharsets.UTF_8);
    return JSON.readTree(sender.post("/auth/login", login).body()).path("access_token").asText();
  }

  private void post() {
    Invoice invoice = Invoices.next(1 + accepted.size() % CUSTOMERS);
    try {
      int status = sender.post(invoice.body()).statusCode();
      if (status == 202) {
        accepted.add(invoice.number());
      } else {
        refusals.add(invoice.number() + ": " + status);
      }
    } catch (IOException e) {
      refusals.add(invoice.number() + ": " + e);
    }
  }

  @AfterEach
  void end() {
    load.shutdownNow();
  }

  @Test
  void whateverIsSavedNothingIsRefusedLostDoubledOrMixed() throws Exception {
    List<String> mistakes =
        List.of(
            ROUTES.flow(0).substring(0, ROUTES.flow(0).indexOf("once: \"${body") + 12),
            replace(ROUTES.flow(0), "kamelet:whatsapp-template", "kamelet:whatsapp-templat"));
    for (String mistake : mistakes) {
      ROUTES.save(good());
      runs(version);

      // Twice in quick succession, and once with the file missing for a moment.
      ROUTES.save(good());
      ROUTES.deleteFlow();
      ROUTES.save(
          good(), replace(ROUTES.flow(version), "invoice-announce", "invoice-announcement"));
      runs(version);

      ROUTES.write(VersionedRoutes.FLOW, mistake);
      isRefused();
    }
    ROUTES.save(good());
    runs(version);

    everythingArrivedOnce();
  }

  @Test
  void aMountedConfigMapIsTakenInWhenItsLinkMoves() throws Exception {
    ROUTES.save(good());
    runs(version);
    ROUTES.mountFlows();
    // The template is not mounted, so only the flow's version must arrive.
    ROUTES.write(VersionedRoutes.TEMPLATE, ROUTES.template(good()));
    ROUTES.remountFlow(ROUTES.flow(version));
    runs(version);

    ROUTES.remountFlow(ROUTES.flow(0).substring(0, 3000) + "\n - \"");
    isRefused();
    ROUTES.write(VersionedRoutes.TEMPLATE, ROUTES.template(good()));
    ROUTES.remountFlow(ROUTES.flow(version));
    runs(version);

    everythingArrivedOnce();
  }

  private static int good() {
    GOOD.add(++version);
    return version;
  }

  /** Waits until customers' messages show the version. */
  private void runs(int version) throws Exception {
    await("a message of version " + version)
        .atMost(LIMIT)
        .until(() -> WAHA.deliveredTexts().stream().anyMatch(text -> text.contains(mark(version))));
    await("no refusal").atMost(LIMIT).until(() -> flows().path("broken").isEmpty());
    assertThat(flow().path("state").asText()).isEqualTo("RUNNING");
  }

  private static String mark(int version) {
    return "Estado %1$d/%1$d/%1$d".formatted(version);
  }

  private void isRefused() throws Exception {
    await("the refusal is shown")
        .atMost(LIMIT)
        .until(() -> flow().path("state").asText().equals("REFUSED"));
    assertThat(flow().path("reason").asText()).isNotBlank();
    assertThat(flows().path("broken").path(VersionedRoutes.FLOW).asText()).isNotBlank();
    assertThat(flow().path("routes")).isNotEmpty();
  }

  private void everythingArrivedOnce() throws InterruptedException {
    load.shutdown();
    assertThat(load.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(refusals).isEmpty();
    assertThat(accepted).isNotEmpty();
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(WAHA.deliveredInvoices()).containsAll(accepted));
    assertThat(HUB.count("select count(*) from event where state <> 'DONE'")).isZero();
    assertThat(HUB.count("select count(*) from outbox where state in ('DEAD', 'UNKNOWN')"))
        .isZero();
    assertThat(WAHA.deliveredInvoices()).doesNotHaveDuplicates();
    Set<String> marks = GOOD.stream().map(ReloadUnderLoadTest::mark).collect(Collectors.toSet());
    assertThat(WAHA.deliveredTexts()).allSatisfy(text -> assertThat(last(text)).isIn(marks));
  }

  private static String last(String text) {
    return text.strip().substring(text.strip().lastIndexOf('\n') + 1);
  }

  private JsonNode flow() throws Exception {
    for (JsonNode file : flows().path("files")) {
      if (file.path("file").asText().equals(VersionedRoutes.FLOW)) {
        return file;
      }
    }
    throw new AssertionError("GET /api/flows does not know " + VersionedRoutes.FLOW);
  }

  private JsonNode flows() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(HUB.url() + "/api/flows"))
            .header("Authorization", "Bearer " + token)
            .timeout(LIMIT)
            .build();
    return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
  }
}
