package dev.recado.sales.chatbot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.recado.SharedHub;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Chatbots as operators configure them. */
class ChatbotApiTest extends SharedHub {

  /** The table of the Django system's manual, as it stands there. */
  private static final String TABLE =
      """
      | Código | Handler Path | Ordem |
      |--------|--------------|-------|
      | `inicio` | `chatbots.handlers.pedidos.InicioHandlerPedidos` | 1 |
      | `selecionar_categoria` | `chatbots.handlers.pedidos.SelecionarCategoriaHandler` | 2 |
      | `selecionar_produto` | `chatbots.handlers.pedidos.SelecionarProdutoHandler` | 3 |
      | `informar_quantidade` | `chatbots.handlers.pedidos.InformarQuantidadeHandler` | 4 |
      | `adicionar_mais` | `chatbots.handlers.pedidos.AdicionarMaisHandler` | 5 |
      | `confirmar_pedido` | `chatbots.handlers.pedidos.ConfirmarPedidoHandler` | 6 |
      """;

  private String token = "";

  @BeforeEach
  void signIn() {
    token =
        Objects.requireNonNull(
                http.postForEntity(
                        "/auth/login",
                        Map.of("username", "admin", "password", PASSWORD),
                        JsonNode.class)
                    .getBody())
            .get("access_token")
            .asText();
    jdbc.sql("delete from chatbot").update();
  }

  private record Answer(int status, JsonNode body) {}

  private Answer call(String method, String path, @Nullable Object body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    headers.setContentType(MediaType.APPLICATION_JSON);
    ResponseEntity<JsonNode> answer =
        http.exchange(
            path, HttpMethod.valueOf(method), new HttpEntity<>(body, headers), JsonNode.class);
    JsonNode json = answer.getBody();
    return new Answer(
        answer.getStatusCode().value(), json == null ? MissingNode.getInstance() : json);
  }

  @Test
  void theTableOfTheDjangoSystemBecomesAChatbotAndCanBeTakenAgain() {
    Map<String, Object> request =
        Map.of(
            "nome", "Chatbot Principal",
            "numero", "5511999999999",
            "meta_access_token", "EAAG-secret",
            "ativo", true,
            "tabela", TABLE);
    JsonNode first = call("POST", "/api/chatbots/import", request).body();
    JsonNode second = call("POST", "/api/chatbots/import/", request).body();

    assertThat(first.get("novo").asBoolean()).isTrue();
    assertThat(first.at("/chatbot/etapas").findValuesAsText("handler"))
        .containsExactly(
            "pedido-inicio",
            "pedido-categoria",
            "pedido-produto",
            "pedido-quantidade",
            "pedido-mais",
            "pedido-confirmar");
    assertThat(first.at("/chatbot/intencoes/0").asText()).isEqualTo("pedido");
    assertThat(first.toString()).doesNotContain("EAAG").contains("POST /api/channels");
    assertThat(second.get("novo").asBoolean()).isFalse();
    assertThat(second.at("/chatbot/etapas")).isEqualTo(first.at("/chatbot/etapas"));
    assertThat(call("GET", "/api/chatbots/", null).body().get("count").asInt()).isEqualTo(1);
  }

  @Test
  void stepsAreAddedChangedAndRemoved() {
    long id =
        call(
                "POST",
                "/api/chatbots/",
                Map.of("nome", "Pedidos", "palavras_chave", new String[] {"pedido"}))
            .body()
            .get("id")
            .asLong();
    String steps = "/api/chatbots/" + id + "/steps";
    JsonNode step =
        call("POST", steps, Map.of("codigo", "inicio", "handler", "pedido-inicio")).body();

    assertThat(step.get("ordem").asInt()).isEqualTo(1);
    String one = steps + "/" + step.get("id").asText();
    assertThat(
            call("PUT", one, Map.of("codigo", "comeco", "handler", "pedido-inicio", "ordem", 3))
                .body()
                .get("codigo")
                .asText())
        .isEqualTo("comeco");
    assertThat(call("DELETE", one, null).status()).isEqualTo(204);
    assertThat(call("GET", steps + "/", null).body().get("count").asInt()).isZero();
    assertThat(call("DELETE", "/api/chatbots/" + id + "/", null).status()).isEqualTo(204);
    assertThat(call("GET", "/api/chatbots/" + id, null).status()).isEqualTo(404);
  }

  @Test
  void aChatbotTakesNoMoreStepsOneByOneThanAtOnce() {
    List<Map<String, String>> steps =
        IntStream.range(0, 100)
            .mapToObj(n -> Map.of("codigo", "etapa_" + n, "handler", "pedido-inicio"))
            .toList();
    String path =
        "/api/chatbots/"
            + call("POST", "/api/chatbots/", Map.of("nome", "Longo", "etapas", steps))
                .body()
                .get("id")
                .asText()
            + "/steps";
    Answer more = call("POST", path, Map.of("codigo", "etapa_100", "handler", "pedido-inicio"));

    assertThat(more.status()).isEqualTo(400);
    assertThat(more.body().at("/etapas/0").asText()).contains("100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /nome/0 | obrigatório",
        "{\"nome\": \"A\", \"canais\": [\"nenhum\"]} | /canais/0 | GET /api/channels",
        "{\"nome\": \"A\", \"intencoes\": [\"pedidos\"]} | /intencoes/0 | flows.yaml",
        "{\"nome\": \"A\", \"areas\": [\"Foguetes\"]} | /areas/0 | business.yaml",
        "{\"nome\": \"A\", \"horario\": {\"segunda\": [\"25:00-26:00\"]}} | /horario/0 | horario",
        "{\"nome\": \"A\", \"timeout_minutos\": 0} | /timeout_minutos/0 | maior ou igual a 1",
        "{\"nome\": \"A\", \"etapas\": [{\"codigo\": \"a\", \"handler\": \"nao-existe\"}]} | /etapas/0/handler/0 | new step nao-existe",
        "{\"nome\": \"A\", \"etapas\": [{\"codigo\": \"a\", \"handler\": \"chatbots.handlers.X\"}]} | /etapas/0/handler/0 | new step",
        "{\"nome\": \"A\", \"etapas\": [{\"codigo\": \"a\", \"handler\": \"conversation.turn\"}]} | /etapas/0/handler/0 | new step",
        "{\"nome\": \"A\", \"etapas\": [{\"codigo\": \"a\", \"handler\": \"chatbot\"}]} | /etapas/0/handler/0 | leva aos chatbots",
        "{\"nome\": \"A\", \"etapas\": [{\"codigo\": \"É\", \"handler\": \"answer\"}]} | /etapas/0/codigo/0 | minúsculas",
        "{\"nome\": \"A\", \"etapas\": [{\"codigo\": \"a\", \"handler\": \"answer\"}, {\"codigo\": \"a\", \"handler\": \"answer\"}]} | /etapas/1/codigo/0 | Duas etapas",
      })
  void whatCannotWorkIsRefusedByField(String body, String at, String says) {
    Answer answer = call("POST", "/api/chatbots/", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at(at).asText()).as("%s", answer.body()).contains(says);
  }

  @Test
  void metricsCountWhatBecameOfEachStep() {
    long id =
        call("POST", "/api/chatbots/import", Map.of("tabela", TABLE, "nome", "Contado"))
            .body()
            .at("/chatbot/id")
            .asLong();
    jdbc.sql(
            """
            insert into chatbot_stay (run, chatbot, step, conversation, entered_at, left_at, ending, misses)
            values ('00000000-0000-0000-0000-000000000001', :id, 'inicio', 'a', now() - interval '60 s', now() - interval '50 s', 'NEXT', 1),
                   ('00000000-0000-0000-0000-000000000001', :id, 'confirmar_pedido', 'a', now() - interval '50 s', now(), 'END', 0),
                   ('00000000-0000-0000-0000-000000000002', :id, 'inicio', 'b', now() - interval '60 s', now(), 'TIMED_OUT', 0),
                   ('00000000-0000-0000-0000-000000000003', :id, 'inicio', 'c', now(), null, null, 0),
                   ('00000000-0000-0000-0000-000000000004', :id, 'confirmar_pedido', 'd', now() - interval '9 s', now(), 'CANCELLED', 0)
            """)
        .param("id", id)
        .update();
    JsonNode metrics = call("GET", "/api/chatbots/" + id + "/metrics", null).body();

    assertThat(metrics.at("/total/iniciados").asInt()).isEqualTo(4);
    assertThat(metrics.at("/total/concluidos").asInt()).isEqualTo(1);
    assertThat(metrics.at("/total/abandonados").asInt()).isEqualTo(1);
    assertThat(metrics.at("/total/cancelados").asInt()).isEqualTo(1);
    assertThat(metrics.at("/total/em_andamento").asInt()).isEqualTo(1);
    assertThat(metrics.at("/total/conversao").asDouble()).isEqualTo(0.333);
    assertThat(metrics.at("/etapas/0/codigo").asText()).isEqualTo("inicio");
    assertThat(metrics.at("/etapas/0/entradas").asInt()).isEqualTo(3);
    assertThat(metrics.at("/etapas/0/concluidas").asInt()).isEqualTo(1);
    assertThat(metrics.at("/etapas/0/nao_entendidas").asInt()).isEqualTo(1);
    assertThat(metrics.at("/etapas/0/mediana_segundos").asDouble()).isEqualTo(35);
    assertThat(metrics.at("/etapas")).hasSize(6);
  }
}
