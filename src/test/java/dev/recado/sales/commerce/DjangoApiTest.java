package dev.recado.sales.commerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.recado.SharedHub;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The endpoints of the Django system, row by row, as its callers use them. */
class DjangoApiTest extends SharedHub {

  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

  private String token = "";
  private long client;
  private long category;
  private long product;

  @BeforeEach
  void given() {
    token =
        Objects.requireNonNull(
                http.postForEntity(
                        "/auth/login",
                        Map.of("username", "admin", "password", PASSWORD),
                        JsonNode.class)
                    .getBody())
            .get("access_token")
            .asText();
    jdbc.sql("delete from sale_order").update();
    jdbc.sql("delete from product").update();
    jdbc.sql("delete from product_category").update();
    jdbc.sql("delete from client where phone = '5531987654321'").update();
    client =
        call("POST", "/api/clientes/", "{\"nome\": \"Maria\", \"telefone\": \"(31) 98765-4321\"}")
            .body()
            .get("id")
            .asLong();
    category =
        call("POST", "/api/pedidos/categorias/", "{\"nome\": \"Pizzas\"}")
            .body()
            .get("id")
            .asLong();
    product =
        call(
                "POST",
                "/api/pedidos/produtos/",
                "{\"nome\": \"Calabresa\", \"preco\": \"45.90\", \"estoque\": 3, \"categoria\": %d}"
                    .formatted(category))
            .body()
            .get("id")
            .asLong();
  }

  private record Answer(int status, JsonNode body, HttpHeaders headers) {}

  private Answer call(String method, String path, String body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    ResponseEntity<byte[]> answer =
        http.exchange(
            URI.create("http://localhost:" + port + path.replace(" ", "%20")),
            HttpMethod.valueOf(method),
            new HttpEntity<>(body, headers),
            byte[].class);
    byte[] bytes = answer.getBody();
    try {
      JsonNode json =
          bytes == null || bytes.length == 0
              ? MissingNode.getInstance()
              : new ObjectMapper().readTree(bytes);
      return new Answer(answer.getStatusCode().value(), json, answer.getHeaders());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A call, the status that it must have, and what the answer says at a place. */
  private record Row(String call, String body, int status, String at, String says) {}

  private List<Row> rows() {
    String customer = "/api/clientes/" + client;
    String pizza = "/api/pedidos/produtos/" + product;
    String order = "{\"cliente\": %d, \"itens\": [{\"produto\": %d, \"quantidade\": %s}]}";
    return List.of(
        new Row("GET /api/clientes/", "", 200, "/results/0/id", ""),
        new Row("GET /api/clientes", "", 200, "/count", ""),
        new Row("GET /api/clientes/?search=maria 4321", "", 200, "/count", "1"),
        new Row("GET /api/clientes/?search=m%25ria", "", 200, "/count", "0"),
        new Row("GET /api/clientes/?telefone=5531%2098765-4321", "", 200, "/count", "1"),
        new Row("GET /api/clientes/?telefone=553187654321", "", 200, "/count", "1"),
        new Row("GET /api/clientes/?page=999", "", 404, "/detail", "Página inválida."),
        new Row("GET /api/clientes/?page=abc", "", 404, "/detail", "Página inválida."),
        new Row(
            "GET /api/clientes/?ordering=-nome,senha&page_size=1", "", 200, "/results/0/nome", ""),
        new Row("POST /api/clientes/", "{}", 400, "/nome/0", "Este campo é obrigatório."),
        new Row(
            "POST /api/clientes/",
            "[]",
            400,
            "/non_field_errors/0",
            "Dado inválido: é esperado um objeto JSON."),
        new Row(
            "POST /api/clientes/",
            "{\"nome\": null}",
            400,
            "/nome/0",
            "Este campo não pode ser nulo."),
        new Row(
            "POST /api/clientes/",
            "{\"nome\": \"  \"}",
            400,
            "/nome/0",
            "Este campo não pode estar em branco."),
        new Row(
            "POST /api/clientes/",
            "{\"nome\": \"A\", \"telefone\": \"123\"}",
            400,
            "/telefone/0",
            "Informe um telefone com DDD, como (11) 98765-4321 ou 5511987654321."),
        new Row(
            "POST /api/clientes/",
            "{\"nome\": \"A\", \"telefone\": \"553187654321\"}",
            400,
            "/telefone/0",
            "Cliente com este telefone já existe."),
        new Row(
            "POST /api/clientes/",
            "{\"nome\": \"A\", \"email\": \"a@b\"}",
            400,
            "/email/0",
            "Insira um endereço de email válido."),
        new Row(
            "POST /api/clientes/",
            "{\"nome\": \"A\", \"documento\": \"111.111.111-11\"}",
            400,
            "/documento/0",
            "Informe um CPF ou CNPJ válido."),
        new Row(
            "POST /api/clientes/",
            "{\"nome\": \"A\", \"estado\": \"S1\"}",
            400,
            "/estado/0",
            "Informe a sigla do estado, como SP."),
        new Row("POST /api/clientes/", "not json", 400, "/status", "400"),
        new Row("GET " + customer, "", 200, "/telefone", "5531987654321"),
        new Row("GET " + customer + "/", "", 200, "/nome", "Maria"),
        new Row("GET /api/clientes/0/", "", 404, "/detail", "Não encontrado."),
        new Row("GET /api/clientes/abc/", "", 404, "/detail", "Não encontrado."),
        new Row(
            "PATCH " + customer + "/",
            "{\"cidade\": \"Belo Horizonte\", \"estado\": \"mg\"}",
            200,
            "/estado",
            "MG"),
        new Row(
            "PATCH " + customer,
            "{\"bloqueado\": \"talvez\"}",
            400,
            "/bloqueado/0",
            "Deve ser um valor booleano válido."),
        new Row(
            "PUT " + customer + "/",
            "{\"nome\": \"Maria Silva\", \"telefone\": \"5531987654321\", \"id\": 999}",
            200,
            "/cidade",
            "null"),
        new Row(
            "PUT " + customer + "/",
            "{\"telefone\": \"5531987654321\"}",
            400,
            "/nome/0",
            "Este campo é obrigatório."),
        new Row("GET /api/pedidos/produtos/", "", 200, "/results/0/preco", "45.90"),
        new Row("GET /api/pedidos/produtos?search=pizzas", "", 200, "/count", "1"),
        new Row("GET /api/pedidos/produtos/?categoria=" + category, "", 200, "/count", "1"),
        new Row("GET /api/pedidos/produtos/?categoria=x", "", 200, "/count", "0"),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\"}",
            400,
            "/preco/0",
            "Este campo é obrigatório."),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\", \"preco\": \"-1\"}",
            400,
            "/preco/0",
            "Certifique-se de que este valor seja maior ou igual a 0."),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\", \"preco\": 1e30}",
            400,
            "/preco/0",
            "Certifique-se de que este valor seja inferior ou igual a 9999999.99."),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\", \"preco\": 1e999999999}",
            400,
            "/preco/0",
            "Um número válido é necessário."),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\", \"preco\": \"1,50\"}",
            400,
            "/preco/0",
            "Um número válido é necessário."),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\", \"preco\": \"1.999\"}",
            400,
            "/preco/0",
            "Certifique-se de que não haja mais de 2 casas decimais."),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\", \"preco\": 1, \"categoria\": 0}",
            400,
            "/categoria/0",
            "Certifique-se de que este valor seja maior ou igual a 1."),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\", \"preco\": 1, \"categoria\": 99999999}",
            400,
            "/categoria/0",
            "Pk inválido \"99999999\" - objeto não existe."),
        new Row(
            "POST /api/pedidos/produtos/",
            "{\"nome\": \"X\", \"preco\": 1, \"estoque\": 1.5}",
            400,
            "/estoque/0",
            "Um número inteiro válido é exigido."),
        new Row("PATCH " + pizza + "/", "{\"preco\": 49.9}", 200, "/preco", "49.90"),
        new Row("GET " + pizza, "", 200, "/categoria_nome", "Pizzas"),
        new Row("POST /api/pedidos/pedidos/", "{}", 400, "/cliente/0", "Este campo é obrigatório."),
        new Row(
            "POST /api/pedidos/pedidos/",
            "{\"cliente\": %d, \"itens\": []}".formatted(client),
            400,
            "/itens/0",
            "Informe ao menos um item."),
        new Row(
            "POST /api/pedidos/pedidos/",
            "{\"cliente\": 999999, \"itens\": [{\"produto\": 1}]}",
            400,
            "/cliente/0",
            "Pk inválido \"999999\" - objeto não existe."),
        new Row(
            "POST /api/pedidos/pedidos/",
            order.formatted(client, product, "0"),
            400,
            "/itens/0/quantidade/0",
            "Certifique-se de que este valor seja maior ou igual a 1."),
        new Row(
            "POST /api/pedidos/pedidos/",
            order.formatted(client, product, "4"),
            400,
            "/itens/0/quantidade/0",
            "De Calabresa só temos 3."),
        new Row(
            "POST /api/pedidos/pedidos/",
            order.formatted(client, 99999999, "1"),
            400,
            "/itens/0/produto/0",
            "Pk inválido \"99999999\" - objeto não existe ou não está à venda."),
        new Row(
            "POST /api/pedidos/pedidos/",
            order.formatted(client, product, "2"),
            201,
            "/total",
            "99.80"),
        new Row("GET /api/pedidos/pedidos/", "", 200, "/results/0/estado", "novo"),
        new Row("GET /api/pedidos/pedidos?estado=entregue", "", 200, "/count", "0"),
        new Row(
            "GET /api/pedidos/pedidos/?cliente=" + client + "&ordering=-total",
            "",
            200,
            "/results/0/itens/0/subtotal",
            "99.80"),
        new Row("GET /api/pedidos/pedidos/0/", "", 404, "/detail", "Não encontrado."),
        new Row("DELETE " + pizza + "/", "", 204, "", ""),
        new Row("GET " + pizza, "", 404, "/detail", "Não encontrado."),
        new Row("GET /api/pedidos/pedidos/", "", 200, "/results/0/itens/0/nome", "Calabresa"),
        new Row("DELETE " + customer + "/", "", 204, "", ""),
        new Row("DELETE " + customer + "/", "", 404, "/detail", "Não encontrado."));
  }

  @TestFactory
  List<DynamicTest> eachRowAnswersAsDjangoDid() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : rows()) {
      tests.add(dynamicTest(row.call() + " " + row.body(), () -> check(row)));
    }
    return tests;
  }

  private void check(Row row) {
    String[] call = row.call().split(" ", 2);
    Answer answer = call(call[0], call[1], row.body());

    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(row.status());
    if (!row.at().isEmpty()) {
      assertThat(answer.body().at(row.at()).isMissingNode()).as("%s", answer.body()).isFalse();
    }
    if (!row.says().isEmpty()) {
      assertThat(answer.body().at(row.at()).asText()).isEqualTo(row.says());
    }
  }

  @Test
  void nobodyIsAnsweredWithoutAToken() {
    for (String path :
        List.of(
            "/api/clientes/",
            "/api/pedidos/produtos/",
            "/api/pedidos/pedidos/",
            "/api/chatbots/")) {
      assertThat(http.getForEntity(path, String.class).getStatusCode().value()).isEqualTo(401);
    }
  }

  @Test
  void pagesLeadToEachOther() {
    for (int i = 0; i < 5; i++) {
      call(
          "POST",
          "/api/pedidos/produtos/",
          "{\"nome\": \"Produto %d\", \"preco\": 1}".formatted(i));
    }
    JsonNode first = call("GET", "/api/pedidos/produtos/?page_size=4&search=o", "").body();

    assertThat(first.get("previous").isNull()).isTrue();
    String next = first.get("next").asText();
    assertThat(next).startsWith("http://localhost:" + port).contains("page=2");
    JsonNode second = call("GET", next.substring(next.indexOf("/api")), "").body();
    assertThat(second.get("next").isNull()).isTrue();
    assertThat(second.get("previous").asText()).contains("page=1");
  }

  @Test
  void anOrderMovesForwardOnlyAndGivesItsPiecesBack() {
    String made =
        "/api/pedidos/pedidos/"
            + call(
                    "POST",
                    "/api/pedidos/pedidos/",
                    "{\"cliente\": %d, \"estado\": \"confirmado\", \"itens\": [{\"produto\": %d, \"quantidade\": 2}]}"
                        .formatted(client, product))
                .body()
                .get("id")
                .asText()
            + "/";
    assertThat(stock()).isEqualTo(1);
    assertThat(call("GET", made, "").body().get("estado").asText()).isEqualTo("confirmado");

    assertThat(call("PATCH", made, "{\"estado\": \"enviado\"}").body().get("estado").asText())
        .isEqualTo("enviado");
    Answer back = call("PATCH", made, "{\"estado\": \"em_preparo\"}");
    assertThat(back.status()).isEqualTo(400);
    assertThat(back.body().at("/estado/0").asText())
        .isEqualTo("Um pedido 'enviado' não pode passar a 'em_preparo'.");
    assertThat(
            call("PATCH", made, "{\"estado\": \"cancelado\", \"motivo\": \"Endereço errado\"}")
                .body()
                .get("motivo")
                .asText())
        .isEqualTo("Endereço errado");
    assertThat(stock()).isEqualTo(3);
  }

  @Test
  void whatNeverChangesInAnOrderIsRefusedUnlessItIsSentBackAsItWas() {
    Answer made =
        call(
            "POST",
            "/api/pedidos/pedidos/",
            "{\"cliente\": %d, \"itens\": [{\"produto\": %d, \"quantidade\": 2}]}"
                .formatted(client, product));
    String path = "/api/pedidos/pedidos/" + made.body().get("id").asText() + "/";
    Map<String, String> refused =
        Map.of(
            "itens", "[{\"produto\": %d, \"quantidade\": 1}]".formatted(product),
            "cliente", "0",
            "total", "\"1.00\"",
            "telefone", "\"11987650000\"",
            "motivo", "\"Porque sim\"");
    refused.forEach(
        (field, value) -> {
          Answer answer = call("PATCH", path, "{\"%s\": %s}".formatted(field, value));
          assertThat(answer.status()).as(field).isEqualTo(400);
          assertThat(answer.body().at("/" + field + "/0").asText()).contains("cancelado");
        });
    assertThat(call("PATCH", path, "{\"itens\": []}").body().at("/itens/0").asText())
        .isEqualTo(
            "Os itens de um pedido não mudam. Para mudar, cancele o pedido (\"estado\": \"cancelado\") e"
                + " faça um novo.");
    assertThat(
            call(
                    "PATCH",
                    path,
                    "{\"itens\": [{\"produto\": %d, \"quantidade\": 2}]}".formatted(product))
                .status())
        .isEqualTo(200);
    com.fasterxml.jackson.databind.node.ObjectNode back = made.body().deepCopy();
    back.put("observacoes", "Sem cebola");
    Answer kept = call("PATCH", path, back.toString());
    assertThat(kept.status()).as("%s", kept.body()).isEqualTo(200);
    assertThat(kept.body().get("observacoes").asText()).isEqualTo("Sem cebola");
  }

  @Test
  void aDocumentIsOneCustomers() {
    jdbc.sql("delete from client where document = '11222333000181'").update();
    String body = "{\"nome\": \"Padaria\", \"documento\": \"11.222.333/0001-81\"}";
    Answer first = call("POST", "/api/clientes/", body);
    assertThat(first.status()).isEqualTo(201);
    Answer second = call("POST", "/api/clientes/", body);
    assertThat(second.status()).isEqualTo(400);
    assertThat(second.body().at("/documento/0").asText())
        .isEqualTo("Cliente com este documento já existe.");
    assertThat(
            call("PATCH", "/api/clientes/" + client, "{\"documento\": \"11222333000181\"}")
                .status())
        .isEqualTo(400);
    assertThat(call("PUT", "/api/clientes/" + first.body().get("id").asText(), body).status())
        .isEqualTo(200);
  }

  private int stock() {
    return jdbc.sql("select stock from product where id = ?")
        .param(product)
        .query(Integer.class)
        .single();
  }

  private long found(String path) {
    return call("GET", path, "").body().get("count").asLong();
  }

  @Test
  void aSearchKnowsNoAccentsAndFindsANumberHoweverItIsTyped() {
    call("POST", "/api/pedidos/categorias/", "{\"nome\": \"Açaí\"}");
    // The second one has its accents as characters of their own.
    call("POST", "/api/pedidos/produtos/", "{\"nome\": \"Guaraná\", \"preco\": 1}");
    call("POST", "/api/pedidos/produtos/", "{\"nome\": \"GUARANA\\u0301 zero\", \"preco\": 1}");
    call(
        "PATCH",
        "/api/clientes/" + client + "/",
        "{\"cidade\": \"São João\", \"documento\": \"529.982.247-25\"}");

    assertThat(found("/api/pedidos/produtos/?search=guarana")).isEqualTo(2);
    assertThat(found("/api/pedidos/produtos/?search=guar%C3%81na")).isEqualTo(2);
    assertThat(found("/api/pedidos/categorias/?search=ACAI")).isEqualTo(1);
    assertThat(found("/api/clientes/?search=maria%20sao%20joao")).isEqualTo(1);
    for (String typed :
        List.of("(31)%2098765-4321", "%2B55%2031%2098765%204321", "31%208765-4321", "98765-4321")) {
      assertThat(found("/api/clientes/?search=" + typed)).as(typed).isEqualTo(1);
    }
    assertThat(found("/api/clientes/?search=529.982.247-25%20maria")).isEqualTo(1);
    assertThat(found("/api/clientes/?search=(31)%2098765-4322")).isZero();
  }

  @Test
  void aBlockedCustomerCannotOrder() {
    call("PATCH", "/api/clientes/" + client + "/", "{\"bloqueado\": true}");
    Answer answer =
        call(
            "POST",
            "/api/pedidos/pedidos/",
            "{\"cliente\": %d, \"itens\": [{\"produto\": %d}]}".formatted(client, product));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/cliente/0").asText())
        .isEqualTo("Este cliente está bloqueado para pedidos.");
  }

  @Test
  void fieldErrorsAreAProblemToo() {
    Answer answer = call("POST", "/api/pedidos/produtos/", "{}");

    assertThat(answer.headers().getContentType()).hasToString("application/problem+json");
    assertThat(answer.body().get("detail").asText()).contains("nome", "preco");
  }

  @Test
  void aNumberBeyondAllNumbersIsNoName() {
    Answer answer =
        call("POST", "/api/pedidos/produtos/", "{\"nome\": 1e400, \"preco\": \"10.00\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/nome/0").asText()).isEqualTo("Não é uma string válida.");
    assertThat(
            call("POST", "/api/pedidos/produtos/", "{\"nome\": 12, \"preco\": \"10.00\"}")
                .body()
                .get("nome")
                .asText())
        .isEqualTo("12");
  }

  @Test
  void anErrorStandsAtThePlaceOfItsItemAlsoIfEarlierOnesAskForTheSameProduct() {
    Answer answer =
        call(
            "POST",
            "/api/pedidos/pedidos/",
            "{\"cliente\": %d, \"itens\": [{\"produto\": %2$d, \"quantidade\": 1}, {\"produto\": %2$d, \"quantidade\": 2}, {\"produto\": 999999}]}"
                .formatted(client, product));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("itens")).hasSize(3);
    assertThat(answer.body().at("/itens/0")).isEmpty();
    assertThat(answer.body().at("/itens/1")).isEmpty();
    assertThat(answer.body().at("/itens/2/produto/0").asText()).contains("999999");
  }
}
