package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import dev.recado.spine.outbox.Contacts;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Won and lost leads through the API. */
class OutcomeApiTest extends SharedHub {

  private static final AtomicInteger NUMBERS = new AtomicInteger(72_000_000);
  private static final String PATH = "/api/sellers/outcomes";

  @Autowired Sellers sellers;
  private final String phone = "55119" + NUMBERS.incrementAndGet();
  private String token = "";
  private long seller;

  @BeforeEach
  void signInAndGiveALeadToASeller() {
    JsonNode answer =
        http.postForObject(
            "/auth/login",
            Map.of("username", "admin", "password", "the password of this test"),
            JsonNode.class);
    token = answer.get("access_token").asText();
    seller =
        jdbc.sql(
                """
                insert into seller (origin, name, hours, created_at, updated_at)
                values ('custom', 'Ana Atendente', '{}', now(), now()) returning id
                """)
            .query(Long.class)
            .single();
    sellers.move(Contacts.conversation(phone), seller, "Teste");
  }

  private ResponseEntity<JsonNode> post(String json) {
    return call(HttpMethod.POST, PATH, json.replace("PHONE", phone));
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path, @Nullable String body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    headers.setContentType(org.springframework.http.MediaType.APPLICATION_JSON);
    return http.exchange(path, method, new HttpEntity<>(body, headers), JsonNode.class);
  }

  private static JsonNode body(ResponseEntity<JsonNode> answer) {
    return Objects.requireNonNull(answer.getBody());
  }

  private static String problem(HttpStatus status, ResponseEntity<JsonNode> answer) {
    assertThat(answer.getStatusCode()).as(String.valueOf(answer.getBody())).isEqualTo(status);
    return body(answer).get("detail").asText();
  }

  private JsonNode figures() {
    return body(call(HttpMethod.GET, "/api/sellers/" + seller + "/performance", null))
        .get("vendedor");
  }

  @Test
  void aWonLeadIsInTheReportAndInTheCrm() {
    ResponseEntity<JsonNode> answer =
        post("{\"telefone\": \"PHONE\", \"resultado\": \"Ganho\", \"valor\": 25000.50}");

    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(body(answer).get("valor").decimalValue()).isEqualByComparingTo("25000.50");
    assertThat(body(answer).at("/vendedor/nome").asText()).isEqualTo("Ana Atendente");
    assertThat(figures().get("valor_ganho").decimalValue()).isEqualByComparingTo("25000.50");
    assertThat(figures().get("conversao").decimalValue()).isEqualByComparingTo("1");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql(
                            """
                            select count(*) from outbox
                             where kind = 'crm-note' and payload like '%Lead ganho: R$ 25.000,50%'
                               and payload like '%' || ? || '%'
                            """)
                        .param(phone)
                        .query(Long.class)
                        .single()
                    == 1);
  }

  @Test
  void aCorrectionReplacesTheOutcome() {
    post("{\"telefone\": \"PHONE\", \"resultado\": \"perdido\", \"motivo\": \"Preço\"}");
    assertThat(figures().get("perdidos").asInt()).isEqualTo(1);
    post("{\"telefone\": \"PHONE\", \"resultado\": \"ganho\", \"valor\": 10}");

    assertThat(figures().get("perdidos").asInt()).isZero();
    assertThat(figures().get("ganhos").asInt()).isEqualTo(1);
    assertThat(
            jdbc.sql(
                    """
                    select string_agg(what, ' ' order by id) from assignment_log
                     where conversation = ?
                    """)
                .param(Contacts.conversation(phone))
                .query(String.class)
                .single())
        .isEqualTo("MOVED CLOSED LOST WON");
  }

  @Test
  void aWrongOutcomeIsRefusedWithASentence() {
    assertThat(wrong("\"resultado\": \"talvez\"")).contains("'ganho' ou 'perdido'");
    assertThat(wrong("\"resultado\": \"ganho\", \"valor\": -1")).contains("de 0 a");
    assertThat(wrong("\"resultado\": \"ganho\", \"valor\": 1e30")).contains("de 0 a");
    assertThat(wrong("\"resultado\": \"ganho\", \"valor\": 1e999999999")).contains("valor");
    assertThat(wrong("\"resultado\": \"ganho\", \"valor\": 1e-999999999")).contains("decimais");
    assertThat(wrong("\"resultado\": \"ganho\", \"valor\": 10.999")).contains("dois decimais");
    assertThat(wrong("\"resultado\": \"perdido\"")).contains("motivo");
    assertThat(wrong("\"resultado\": \"perdido\", \"motivo\": \"x\", \"valor\": 1"))
        .contains("só cabe num lead ganho");
    assertThat(
            problem(
                HttpStatus.NOT_FOUND,
                call(
                    HttpMethod.POST,
                    PATH,
                    "{\"telefone\": \"5511900010002\", \"resultado\": \"ganho\"}")))
        .contains("não tem vendedor");
    assertThat(
            problem(
                HttpStatus.BAD_REQUEST, call(HttpMethod.POST, PATH, "{\"resultado\": \"ganho\"}")))
        .contains("de quem se trata");
  }

  private String wrong(String fields) {
    return problem(HttpStatus.BAD_REQUEST, post("{\"telefone\": \"PHONE\", " + fields + "}"));
  }
}
