package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.Invoices.Load;
import dev.recado.StubWaha.Engine;
import dev.recado.ground.embedded.TestServers;
import dev.recado.ground.embedded.TestServers.OwnKafka;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PostgreSQL or Kafka stop for a while in the middle of the work. */
@Tag("hub")
class ServersAwayTest {

  /**
   * Longer than a batch is tried before it is given back with its partitions (ten seconds), and
   * than the connection that the last try waits for (three).
   */
  private static final Duration POSTGRES_AWAY = Duration.ofSeconds(14);

  /** Longer than a record waits for Kafka before it is given up (three seconds). */
  private static final Duration KAFKA_AWAY = Duration.ofSeconds(6);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final String DATABASE = TestServers.migratedUrl();
  private static final TcpProxy POSTGRES = TcpProxy.before(DATABASE);
  private static final OwnKafka KAFKA = new OwnKafka();
  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final HubProcess HUB =
      HubProcess.named("away")
          .datasource(POSTGRES.through(DATABASE))
          .lookingAt(DATABASE)
          .env("KAFKA_BROKERS", KAFKA.brokers())
          .waha(WAHA);

  @BeforeAll
  static void start() {
    KAFKA.start();
    HUB.start();
    HUB.plantClients(1, 80);
  }

  @AfterAll
  static void stop() {
    HUB.close();
    KAFKA.close();
    POSTGRES.close();
    WAHA.close();
  }

  @Test
  void postgresAwayLosesDoublesAndBuriesNothing() {
    Invoices sender = new Invoices(HUB);
    int before = WAHA.delivered().size();
    Load load = sender.load(1, 40, 600, 8, LIMIT);
    await().atMost(LIMIT).until(() -> WAHA.delivered().size() > before + 60);
    POSTGRES.stop();
    away(POSTGRES_AWAY);
    POSTGRES.start();
    load.join();

    assertThat(sender.accepted()).hasSize(600);
    allArrive(sender);
  }

  @Test
  void kafkaAwayIsToldAtOnceAndWhatWasAcceptedArrivesOnce() throws IOException {
    Invoices sender = new Invoices(HUB);
    Load load = sender.load(41, 40, 300, 8, LIMIT);
    await().atMost(LIMIT).until(() -> sender.accepted().size() > 30);
    KAFKA.stop();

    List<HttpResponse<String>> answers = fiftyAtOnce(sender);
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(503);
    assertThat(answers)
        .extracting(answer -> answer.headers().firstValueAsLong("Retry-After").orElse(0))
        .allMatch(seconds -> seconds >= 1 && seconds <= 5);
    assertThat(HUB.get("/actuator/health/liveness").statusCode()).isEqualTo(200);

    away(KAFKA_AWAY);
    KAFKA.start();
    load.join();
    assertThat(sender.accepted()).hasSize(300);
    allArrive(sender);
  }

  /** While these are under way, the hub still answers others. */
  private static List<HttpResponse<String>> fiftyAtOnce(Invoices sender) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    List<CompletableFuture<HttpResponse<String>>> posts =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> post(sender), threads))
            .limit(50)
            .toList();
    assertThat(HUB.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    List<HttpResponse<String>> answers = posts.stream().map(CompletableFuture::join).toList();
    threads.shutdown();
    return answers;
  }

  private static HttpResponse<String> post(Invoices sender) {
    try {
      return sender.post(Invoices.next(80).body());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void away(Duration time) {
    await("the server is away").pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
  }

  private static void allArrive(Invoices sender) {
    TreeSet<String> accepted = new TreeSet<>(sender.accepted().keySet());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(new TreeSet<>(WAHA.deliveredInvoices())).containsAll(accepted));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        HUB.database()
                            .sql("select distinct state from outbox")
                            .query(String.class)
                            .list())
                    .containsExactly("SENT"));
    assertThat(WAHA.deliveredInvoices()).doesNotHaveDuplicates();
    assertThat(HUB.count("select count(*) from event where state = 'DEAD'")).isZero();
  }
}
