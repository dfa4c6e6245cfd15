package dev.recado.spine.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Campaigns by the API of a hub that sends through the simulator. */
class CampaignApiTest extends SharedHub {

  private static final String ALL = "/api/campaigns";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Autowired private MeterRegistry meters;
  @Autowired private CampaignMeters campaignMeters;
  private String token = "";

  @BeforeEach
  void signIn() {
    JsonNode answer =
        http.postForObject(
            "/auth/login", Map.of("username", "admin", "password", PASSWORD), JsonNode.class);
    token = answer.get("access_token").asText();
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path, @Nullable Object body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    return http.exchange(path, method, new HttpEntity<>(body, headers), JsonNode.class);
  }

  private JsonNode get(String path) {
    return Objects.requireNonNull(call(HttpMethod.GET, path, null).getBody());
  }

  private static Map<String, Object> body(String name, String csv) {
    return new HashMap<>(
        Map.of("name", name, "template", "sem_resposta", "audience", Map.of("csv", csv)));
  }

  /** Each test has its own people. */
  private static String people(String prefix, int count) {
    StringBuilder csv = new StringBuilder("nome;telefone\n");
    for (int i = 0; i < count; i++) {
      csv.append("Ana ").append(i).append(";").append(prefix).append(1000 + i).append('\n');
    }
    return csv.toString();
  }

  private String made(Map<String, Object> body) {
    ResponseEntity<JsonNode> answer = call(HttpMethod.POST, ALL, body);
    assertThat(answer.getStatusCode()).as("%s", answer).isEqualTo(HttpStatus.CREATED);
    JsonNode made = Objects.requireNonNull(answer.getBody());
    assertThat(answer.getHeaders().getLocation())
        .isEqualTo(URI.create(ALL + "/" + made.get("id").asText()));
    assertThat(made.get("state").asText()).isEqualTo("DRAFT");
    return made.get("id").asText();
  }

  private void awaitState(String id, String state) {
    await().atMost(LIMIT).until(() -> get(ALL + "/" + id).get("state").asText(), state::equals);
  }

  @Test
  void aCampaignGoesFromDryRunToDoneAndIsCounted() {
    String csv = people("1197001", 5) + "Sem telefone;\n" + "De novo;11970011000\n";
    Map<String, Object> body = body("do começo ao fim", csv);

    JsonNode dry =
        Objects.requireNonNull(call(HttpMethod.POST, ALL + "/dry-run?limit=2", body).getBody());
    assertThat(dry.get("total").asInt()).isEqualTo(7);
    assertThat(dry.get("planned").asInt()).isEqualTo(5);
    assertThat(dry.at("/skippedBy/NO_PHONE").asInt()).isEqualTo(1);
    assertThat(dry.at("/examples/DUPLICATE/0/phone").asText()).isEqualTo("5511*******00");
    assertThat(dry.get("messages")).hasSize(2);
    assertThat(dry.at("/messages/0/text").asText()).isNotBlank();

    String id = made(body);
    assertThat(get(ALL + "/" + id).at("/counts/total").asInt()).isZero();
    assertThat(call(HttpMethod.POST, ALL + "/" + id + "/start", null).getStatusCode())
        .isEqualTo(HttpStatus.OK);
    awaitState(id, "DONE");

    JsonNode done = get(ALL + "/" + id);
    assertThat(done.at("/counts/sent").asInt()).isEqualTo(5);
    assertThat(done.at("/skippedBy/DUPLICATE").asInt()).isEqualTo(1);
    assertThat(done.get("createdBy").asText()).isEqualTo("admin");
    JsonNode people = get(ALL + "/" + id + "/recipients?limit=3");
    assertThat(people.get("items")).hasSize(3);
    assertThat(people.at("/items/0/phone").asText()).isEqualTo("5511*******00");
    assertThat(people.at("/items/0/messageState").asText()).isIn("SENT", "DELIVERED", "READ");
    assertThat(
            get(ALL + "/" + id + "/recipients?before=" + people.get("next").asText()).get("items"))
        .hasSize(4);
    assertThat(get(ALL + "/" + id + "/recipients?state=skipped").get("items")).hasSize(2);
    assertThat(get(ALL + "?state=done&limit=1").at("/items/0/id").asText()).isNotBlank();

    campaignMeters.count();
    assertThat(
            meters
                .get("recado.campaign.people")
                .tags("campaign", "do começo ao fim", "outcome", "sent")
                .gauge()
                .value())
        .isEqualTo(5);
  }

  @Test
  void aFileIsSentOnceAndNamedByItsId() {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    headers.setContentType(MediaType.parseMediaType("text/csv"));
    byte[] latin =
        "telefone,nome\n11970020001,José\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    ResponseEntity<JsonNode> kept =
        http.exchange(
            ALL + "/files", HttpMethod.POST, new HttpEntity<>(latin, headers), JsonNode.class);
    assertThat(kept.getStatusCode()).isEqualTo(HttpStatus.CREATED);
    JsonNode file = Objects.requireNonNull(kept.getBody());
    assertThat(file.get("columns").get(0).asText()).isEqualTo("nome");
    assertThat(file.get("rows").asInt()).isEqualTo(1);

    JsonNode dry =
        Objects.requireNonNull(
            call(HttpMethod.POST, ALL + "/dry-run", body("arquivo", file.get("id").asText()))
                .getBody());
    assertThat(dry.get("planned").asInt()).isEqualTo(1);
  }

  @Test
  void aWrongBodyIsRefusedWithASentence() {
    Map<String, Object> unknown = body("x", people("1197003", 1));
    unknown.put("ritmo", 5);
    ResponseEntity<JsonNode> answer = call(HttpMethod.POST, ALL, unknown);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(Objects.requireNonNull(answer.getBody()).get("detail").asText())
        .startsWith("Não há campo 'ritmo'. Uma campanha tem: name, audience,");
    ResponseEntity<JsonNode> file =
        call(
            HttpMethod.POST,
            ALL + "/dry-run",
            Map.of("name", "x", "template", "sem_resposta", "audience", Map.of("sql", "none.sql")));
    assertThat(Objects.requireNonNull(file.getBody()).get("detail").asText())
        .startsWith("Não há o arquivo routes/sql/none.sql; há: ");
  }

  @Test
  void aCampaignIsPausedResumedAndCancelled() {
    Map<String, Object> body = body("pausa", people("1197004", 30));
    body.put("pace", 1);
    String id = made(body);
    assertThat(call(HttpMethod.POST, ALL + "/" + id + "/pause", null).getStatusCode())
        .isEqualTo(HttpStatus.CONFLICT);
    call(HttpMethod.POST, ALL + "/" + id + "/start", null);
    await().atMost(LIMIT).until(() -> get(ALL + "/" + id).at("/counts/sent").asInt() == 1);

    for (int i = 0; i < 2; i++) {
      JsonNode paused =
          Objects.requireNonNull(call(HttpMethod.POST, ALL + "/" + id + "/pause", null).getBody());
      assertThat(paused.get("state").asText()).isEqualTo("PAUSED");
      assertThat(paused.get("reason").asText()).isEqualTo("pausada por admin");
    }
    ResponseEntity<JsonNode> start = call(HttpMethod.POST, ALL + "/" + id + "/start", null);
    assertThat(start.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
    assertThat(Objects.requireNonNull(start.getBody()).get("detail").asText())
        .isEqualTo("A campanha está em PAUSED: só se inicia uma campanha em DRAFT ou FAILED.");
    call(HttpMethod.POST, ALL + "/" + id + "/resume", null);
    awaitState(id, "RUNNING");
    JsonNode cancelled =
        Objects.requireNonNull(call(HttpMethod.POST, ALL + "/" + id + "/cancel", null).getBody());
    assertThat(cancelled.get("state").asText()).isEqualTo("CANCELLED");
    assertThat(cancelled.at("/counts/sent").asInt() + cancelled.at("/counts/cancelled").asInt())
        .isEqualTo(30);
    JsonNode people = get(ALL + "/" + id + "/recipients?before=20");
    assertThat(people.at("/items/9/state").asText()).isEqualTo("CANCELLED");
  }

  @Test
  void theProgressIsAStreamThatEndsWithTheCampaign() throws Exception {
    String id = made(body("ao vivo", people("1197005", 3)));
    CompletableFuture<List<String>> stream =
        CompletableFuture.supplyAsync(() -> stream(ALL + "/" + id + "/progress"));
    call(HttpMethod.POST, ALL + "/" + id + "/start", null);
    List<String> lines = stream.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(lines).contains("event:progress");
    assertThat(lines.stream().filter(line -> line.startsWith("data:")).reduce((a, b) -> b))
        .hasValueSatisfying(last -> assertThat(last).contains("\"DONE\"", "\"sent\":3"));
    assertThat(
            call(HttpMethod.GET, ALL + "/" + UUID.randomUUID() + "/progress", null).getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
  }

  @Test
  void theProgressIsHiddenFromWhoHasSignedOut() throws Exception {
    String id = made(body("espiada", people("1197006", 1)));
    CountDownLatch heard = new CountDownLatch(1);
    CompletableFuture<List<String>> stream =
        CompletableFuture.supplyAsync(
            () -> stream(ALL + "/" + id + "/progress", line -> heard.countDown()));
    assertThat(heard.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    call(HttpMethod.POST, "/auth/logout", null);
    assertThat(stream.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).contains("event:progress");
  }

  private List<String> stream(String path) {
    return stream(path, line -> {});
  }

  private List<String> stream(String path, Consumer<String> each) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .build();
    try (Stream<String> lines =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
      return lines.peek(each).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void eachCallReportsAnUnknownCampaign() {
    for (String what : List.of("start", "pause", "resume", "cancel")) {
      assertThat(
              call(HttpMethod.POST, ALL + "/" + UUID.randomUUID() + "/" + what, null)
                  .getStatusCode())
          .isEqualTo(HttpStatus.NOT_FOUND);
    }
  }
}
