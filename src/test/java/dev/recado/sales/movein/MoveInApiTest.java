package dev.recado.sales.movein;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class MoveInApiTest extends SharedHub {

  private static final String CSV = "nome;telefone\nMaria Importada;(31) 98111-0001\nAna;12\n";

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
    jdbc.sql("delete from client where phone = '5531981110001'").update();
  }

  private ResponseEntity<JsonNode> post(String query, @Nullable MediaType type, Object body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    headers.setContentType(type);
    return http.postForEntity(
        "/api/import" + query, new HttpEntity<>(body, headers), JsonNode.class);
  }

  private static JsonNode body(ResponseEntity<JsonNode> answer) {
    return Objects.requireNonNull(answer.getBody());
  }

  private long marias() {
    return jdbc.sql("select count(*) from client where name = 'Maria Importada'")
        .query(Long.class)
        .single();
  }

  @Test
  void aBodyIsAFileAndTheAnswerNamesEachRefusal() {
    ResponseEntity<JsonNode> answer =
        post("?name=clientes.csv", MediaType.parseMediaType("text/csv"), CSV);
    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    assertThat(body(answer).toString())
        .startsWith(
            "{\"ensaio\":false,\"tipos\":{\"clientes\":{\"novos\":1,\"alterados\":0,\"iguais\":0,\"recusados\":1}},"
                + "\"ignorados\":[],\"recusas\":[{\"arquivo\":\"clientes.csv\",\"linha\":3,\"campo\":\"telefone\",\"motivo\":");
    assertThat(marias()).isEqualTo(1);
  }

  @Test
  void aFormMayHaveSeveralFiles() {
    MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
    form.add(
        "file",
        new ByteArrayResource(CSV.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)) {
          @Override
          public String getFilename() {
            return "clientes.csv";
          }
        });
    form.add("file", new ClassPathResource("movein/produtos.tsv"));
    ResponseEntity<JsonNode> answer = post("?dry_run=true", MediaType.MULTIPART_FORM_DATA, form);
    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    assertThat(body(answer).at("/ensaio").asBoolean()).isTrue();
    assertThat(body(answer).at("/tipos/clientes/novos").asInt()).isEqualTo(1);
    assertThat(body(answer).at("/tipos/produtos/novos").asInt()).isEqualTo(2);
    assertThat(body(answer).at("/recusas/0/arquivo").asText()).isEqualTo("clientes.csv");
    assertThat(marias()).isZero();
  }

  @Test
  void whatCannotBeReadIsAProblem() {
    ResponseEntity<JsonNode> answer =
        post("?name=x.json", MediaType.APPLICATION_JSON, "[{\"nome\": ");
    assertThat(answer.getStatusCode().value()).isEqualTo(422);
    assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(body(answer).get("detail").asText()).startsWith("x.json: o arquivo não é JSON");

    assertThat(post("?as=fornecedores", MediaType.TEXT_PLAIN, CSV).getStatusCode().value())
        .isEqualTo(400);
    MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
    form.add("nothing", "text");
    assertThat(post("", MediaType.MULTIPART_FORM_DATA, form).getStatusCode().value())
        .isEqualTo(400);
  }

  @Test
  void aBodyWithTheTypeOfAFormIsRefusedWithAnAdvice() {
    // What curl --data-binary says of a file unless it is told otherwise.
    ResponseEntity<JsonNode> answer =
        post("?as=clientes", MediaType.APPLICATION_FORM_URLENCODED, CSV);
    assertThat(answer.getStatusCode().value()).isEqualTo(415);
    assertThat(body(answer).get("detail").asText()).contains("Content-Type: text/csv");
  }

  @Test
  void strangersImportNothing() {
    token = "wrong";
    assertThat(post("?as=clientes", MediaType.TEXT_PLAIN, CSV).getStatusCode().value())
        .isEqualTo(401);
  }
}
