package dev.recado.sales.commerce;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.rest.Created;
import dev.recado.ground.rest.Listing;
import dev.recado.ground.rest.Listing.Results;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The orders, with the paths and habits of the Django system. */
@RestController
@RequestMapping("/api/pedidos/pedidos")
@ConditionalOnRole(Role.WEB)
@Tag(name = "pedidos")
class OrderController {

  private final OrderDesk desk;
  private final OrderTable table;
  private final JdbcClient jdbc;

  OrderController(OrderDesk desk, OrderTable table, JdbcClient jdbc) {
    this.desk = desk;
    this.table = table;
    this.jdbc = jdbc;
  }

  /** A line as the API shows it. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record ItemView(
      @Nullable Long produto, String nome, int quantidade, String preco, String subtotal) {}

  /** An order as the API shows it. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record View(
      long id,
      @Nullable Long cliente,
      @JsonProperty("cliente_nome") @Nullable String clienteNome,
      @Nullable String telefone,
      String estado,
      List<ItemView> itens,
      String total,
      @Nullable String observacoes,
      @Nullable String motivo,
      @JsonProperty("criado_em") Instant criadoEm,
      @JsonProperty("atualizado_em") Instant atualizadoEm,
      @JsonProperty("confirmado_em") @Nullable Instant confirmadoEm) {}

  private static View view(Order it) {
    return new View(
        it.id(),
        it.client(),
        it.contact().name(),
        it.contact().address(),
        it.state().text(),
        it.lines().stream()
            .map(
                line ->
                    new ItemView(
                        line.product() == 0 ? null : line.product(),
                        line.name(),
                        line.quantity(),
                        line.price().toPlainString(),
                        line.subtotal().toPlainString()))
            .toList(),
        it.total().toPlainString(),
        it.notes(),
        it.why(),
        it.times().createdAt(),
        it.times().updatedAt(),
        it.times().confirmedAt());
  }

  @GetMapping
  @Operation(
      summary = "Lists orders",
      parameters = {
        @Parameter(
            name = "search",
            description = "Words in the customer's name, the phone or the remark"),
        @Parameter(
            name = "ordering",
            description = "criado_em, total, estado, id; - before it: from the end"),
        @Parameter(name = "page"),
        @Parameter(name = "page_size", description = "1 to 200, usually 20"),
        @Parameter(
            name = "estado",
            description = "novo, confirmado, em_preparo, enviado, entregue or cancelado"),
        @Parameter(name = "cliente", description = "The id of a customer")
      })
  Results<View> list(@Parameter(hidden = true) HttpServletRequest request) {
    Results<Order> page =
        Listing.of("select * from sale_order")
            .field("id", "id")
            .field("criado_em", "created_at")
            .field("total", "total")
            .field("estado", "state")
            .searching("name", "address", "notes")
            .searchingPhone("address")
            .usually("id desc")
            .only("state = :state", "state", Listing.given(request.getParameter("estado")))
            .only("client = :client", "client", Listing.number(request.getParameter("cliente")))
            .page(request, jdbc, (row, n) -> OrderTable.order(row, List.of()));
    Map<Long, List<Line>> lines = table.lines(page.results().stream().map(Order::id).toList());
    return new Results<>(
        page.count(),
        page.next(),
        page.previous(),
        page.results().stream()
            .map(it -> view(OrderTable.with(it, lines.getOrDefault(it.id(), List.of()))))
            .toList());
  }

  @PostMapping
  @Operation(summary = "Makes an order and reserves its pieces")
  ResponseEntity<View> create(@RequestBody JsonNode body, Principal caller) {
    Order made = desk.make(body, caller.getName());
    return Created.at(made.id(), view(made));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows an order")
  View show(@PathVariable String id) {
    return view(table.byId(number(id)).orElseThrow(ProductController::missing));
  }

  @PatchMapping("/{id}")
  @Operation(
      summary = "Moves an order on (estado, with motivo for cancelado) or changes its observacoes",
      description =
          "Customer and items of an order do not change: another value of such a field is refused"
              + " with 400.")
  View patch(@PathVariable String id, @RequestBody JsonNode body, Principal caller) {
    return view(desk.change(number(id), body, caller.getName()));
  }

  private static long number(String id) {
    if (!id.matches("\\d{1,18}")) {
      throw ProductController.missing();
    }
    return Long.parseLong(id);
  }
}
