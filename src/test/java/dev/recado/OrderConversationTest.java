package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What customers see who order on WhatsApp, one alone and fifty at once. */
@Tag("hub")
class OrderConversationTest {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int STOCK = 30;

  private static final HubProcess HUB =
      HubProcess.named("orders")
          .onSharedServers()
          .env("RECADO_DEBOUNCE", "300ms")
          .env("RECADO_PACING", "off");

  private static final Operator OPERATOR = new Operator(HUB);
  private static long pizza;

  @BeforeAll
  static void start() {
    HUB.start();
    long category = made("/api/pedidos/categorias/", "{\"nome\": \"Pizzas\"}");
    made("/api/pedidos/categorias/", "{\"nome\": \"Bebidas\", \"ordem\": 2}");
    pizza =
        made(
            "/api/pedidos/produtos/",
            "{\"nome\": \"Pizza Calabresa\", \"preco\": \"45.90\", \"estoque\": %d, \"categoria\": %d}"
                .formatted(STOCK, category));
    made(
        "/api/pedidos/produtos/",
        "{\"nome\": \"Coca-Cola 2L\", \"preco\": \"12.00\", \"sinonimos\": [\"coca\"], \"categoria\": %d}"
            .formatted(category + 1));
    int status =
        OPERATOR
            .post(
                "/api/chatbots/import",
                """
                {"nome": "Pedidos", "etapas": [
                  {"codigo": "inicio", "handler": "chatbots.handlers.pedidos.InicioHandlerPedidos"},
                  {"codigo": "selecionar_categoria", "handler": "chatbots.handlers.pedidos.SelecionarCategoriaHandler"},
                  {"codigo": "selecionar_produto", "handler": "chatbots.handlers.pedidos.SelecionarProdutoHandler"},
                  {"codigo": "informar_quantidade", "handler": "chatbots.handlers.pedidos.InformarQuantidadeHandler"},
                  {"codigo": "adicionar_mais", "handler": "chatbots.handlers.pedidos.AdicionarMaisHandler"},
                  {"codigo": "confirmar_pedido", "handler": "chatbots.handlers.pedidos.ConfirmarPedidoHandler"}]}
                """)
            .status();
    assertThat(status).isEqualTo(200);
  }

  private static long made(String path, String json) {
    Operator.Answer answer = OPERATOR.post(path, json);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return answer.body().get("id").asLong();
  }

  @AfterAll
  static void stop() {
    HUB.close();
  }

  private static int stock() {
    return OPERATOR.get("/api/pedidos/produtos/" + pizza + "/").body().get("estoque").asInt();
  }

  private static void restock(int pieces) {
    assertThat(
            OPERATOR
                .call(
                    "PATCH",
                    "/api/pedidos/produtos/" + pizza + "/",
                    "{\"estoque\": %d}".formatted(pieces))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aCustomerOrdersByTheNumbersOfTheLists() {
    restock(STOCK);
    Customer customer = new Customer(HUB, "5511943000001");
    customer.says("quero fazer um pedido");
    assertThat(customer.hears()).contains("montar o seu pedido");
    assertThat(customer.hears()).contains("1. Pizzas").contains("2. Bebidas");
    customer.says("1");
    assertThat(customer.hears()).contains("1. Pizza Calabresa - R$ 45,90");
    customer.says("1");
    assertThat(customer.hears()).contains("Quantas unidades de Pizza Calabresa?");
    customer.says("duas");
    assertThat(customer.hears()).contains("2x Pizza Calabresa: R$ 91,80");
    customer.says("2");
    assertThat(customer.hears()).contains("Resumo do pedido").contains("Total: R$ 91,80");
    assertThat(stock()).isEqualTo(STOCK - 2);
    customer.says("1");
    assertThat(customer.hears()).contains("confirmado");
    assertThat(
            OPERATOR
                .get("/api/pedidos/pedidos/?search=5511943000001")
                .body()
                .at("/results/0/estado")
                .asText())
        .isEqualTo("confirmado");
  }

  @Test
  void fiftyCustomersAtOnceGetWhatThereIsAndAnAnswerEach() throws Exception {
    restock(STOCK);
    List<Customer> customers =
        IntStream.range(0, 50)
            .mapToObj(i -> new Customer(HUB, "55119431%05d".formatted(i)))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(50);
    List<Future<String>> last = new ArrayList<>();
    customers.forEach(customer -> last.add(threads.submit(() -> order(customer))));
    List<String> ends = new ArrayList<>();
    for (Future<String> one : last) {
      ends.add(one.get());
    }
    threads.shutdown();

    assertThat(ends).filteredOn(end -> end.contains("confirmado")).hasSize(STOCK);
    assertThat(ends).filteredOn(end -> end.contains("acabou")).hasSize(50 - STOCK);
    assertThat(stock()).isZero();
    assertThat(
            HUB.database()
                .sql(
                    "select count(*), sum(total) from sale_order where address like '55119431%' and state = 'confirmado'")
                .query((row, n) -> Map.of(row.getLong(1), row.getBigDecimal(2).toPlainString()))
                .single())
        .isEqualTo(Map.of((long) STOCK, "1737.00"));
  }

  /** Orders one pizza and one coke; says how it ended. */
  private static String order(Customer customer) {
    customer.says("me vê uma calabresa e uma coca");
    if (!customer.hears().contains("1x Pizza Calabresa")) {
      return "acabou";
    }
    customer.says("fechar");
    String answer = customer.hears();
    if (answer.contains("acabou")) {
      return answer;
    }
    assertThat(answer).contains("Resumo do pedido");
    customer.says("confirmar");
    await()
        .atMost(LIMIT)
        .until(() -> customer.heard().stream().anyMatch(text -> text.contains("confirmado")));
    return "confirmado";
  }
}
