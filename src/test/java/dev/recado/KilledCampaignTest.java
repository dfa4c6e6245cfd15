package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.StubWaha.Engine;
import dev.recado.StubWaha.Sent;
import dev.recado.ground.embedded.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A campaign that two hubs work on, one of which is killed in the middle. */
@Tag("hub")
@Order(1)
class KilledCampaignTest {

  private static final int PEOPLE = 2000;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private static final String RUN = "campaign-" + UUID.randomUUID();
  private static final String DATABASE = TestServers.migratedUrl();
  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final HubProcess FIRST = hub("campaign-first");
  private static final HubProcess SECOND = hub("campaign-second");

  private static HubProcess hub(String name) {
    return HubProcess.named(name)
        .datasource(DATABASE)
        .env("KAFKA_BROKERS", TestServers.brokers())
        .property("recado.ingress.topic", "inbound-" + RUN)
        .property("recado.intake.group", RUN)
        .property("recado.campaign.stock", "200")
        .waha(WAHA);
  }

  @BeforeAll
  static void start() {
    FIRST.start();
    SECOND.start();
  }

  @AfterAll
  static void stop() {
    FIRST.close();
    SECOND.close();
    WAHA.close();
  }

  @Test
  void eachPersonGetsTheMessageOnceThoughAHubIsKilledInTheMiddle() throws Exception {
    String csv =
        IntStream.range(0, PEOPLE)
            .mapToObj(n -> "551197%07d;Ana %d".formatted(n, n))
            .collect(Collectors.joining("\n", "telefone;nome\n", "\n"));
    String body =
        new ObjectMapper()
            .writeValueAsString(
                Map.of("name", "kill", "template", "sem_resposta", "audience", Map.of("csv", csv)));
    Operator operator = new Operator(SECOND);
    String id = operator.post("/api/campaigns", body).body().get("id").asText();
    assertThat(operator.post("/api/campaigns/" + id + "/start", null).status()).isEqualTo(200);

    await().atMost(LIMIT).until(() -> WAHA.delivered().size() > PEOPLE / 5);
    FIRST.killHard();
    await().atMost(LIMIT).until(() -> WAHA.delivered().size() > PEOPLE / 2);
    // The rest is left to a hub that starts on what both leave behind.
    SECOND.killHard();
    FIRST.start();

    Operator after = new Operator(FIRST);
    await()
        .atMost(LIMIT)
        .until(
            () -> after.get("/api/campaigns/" + id).body().get("state").asText(), "DONE"::equals);
    List<String> reached = WAHA.delivered().stream().map(Sent::chatId).toList();
    assertThat(reached).hasSize(PEOPLE).doesNotHaveDuplicates();
    assertThat(after.get("/api/campaigns/" + id).body().at("/counts/sent").asInt())
        .isEqualTo(PEOPLE);
  }
}
