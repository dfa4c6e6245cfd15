package dev.recado.sales.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.rest.Created;
import dev.recado.ground.rest.InvalidFields;
import dev.recado.ground.rest.Listing;
import dev.recado.ground.rest.Listing.Results;
import dev.recado.ground.web.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The customers of the business, with the paths and habits of the Django system. */
@RestController
@RequestMapping("/api/clientes")
@ConditionalOnRole(Role.WEB)
@Tag(name = "clientes")
class ClientController {

  private final Clients clients;
  private final JdbcClient jdbc;

  ClientController(Clients clients, JdbcClient jdbc) {
    this.clients = clients;
    this.jdbc = jdbc;
  }

  @GetMapping
  @Operation(
      summary = "Lists customers",
      parameters = {
        @Parameter(
            name = "search",
            description =
                "Words in name, phone, e-mail, document or city, whatever their case and accents"),
        @Parameter(
            name = "ordering",
            description = "nome, criado_em, ultimo_pedido_em, id; - before it: from the end"),
        @Parameter(name = "page"),
        @Parameter(name = "page_size", description = "1 to 200, usually 20"),
        @Parameter(name = "telefone", description = "A phone in any notation"),
        @Parameter(name = "ativo", description = "true or false")
      })
  Results<ClientView> list(@Parameter(hidden = true) HttpServletRequest request) {
    return Listing.of("select * from client")
        .field("id", "id")
        .field("nome", "name")
        .field("criado_em", "created_at")
        .field("ultimo_pedido_em", "last_order_at")
        .searching("name", "phone", "email", "document", "city")
        .searchingPhone("phone")
        .searchingDigits("document")
        .only(
            "match_key = :key", "key", Clients.key(Listing.given(request.getParameter("telefone"))))
        .only("active = :active", "active", Listing.flag(request.getParameter("ativo")))
        .page(request, jdbc, (row, n) -> ClientView.of(ClientTable.customer(row)));
  }

  @PostMapping
  @Operation(summary = "Makes a customer")
  ResponseEntity<ClientView> create(@RequestBody JsonNode body) {
    Client made = unique(() -> clients.make(ClientBody.read(body, null, false)));
    return Created.at(made.id(), ClientView.of(made));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Shows a customer")
  ClientView show(@PathVariable String id) {
    return ClientView.of(find(id));
  }

  @PutMapping("/{id}")
  @Operation(summary = "Replaces a customer: absent fields are emptied")
  ClientView replace(@PathVariable String id, @RequestBody JsonNode body) {
    return change(find(id), body, false);
  }

  @PatchMapping("/{id}")
  @Operation(summary = "Changes the named fields of a customer")
  ClientView patch(@PathVariable String id, @RequestBody JsonNode body) {
    return change(find(id), body, true);
  }

  private ClientView change(Client before, JsonNode body, boolean partial) {
    return ClientView.of(
        unique(() -> clients.change(before, ClientBody.read(body, before.details(), partial))));
  }

  private static Client unique(java.util.function.Supplier<Client> writing) {
    try {
      return writing.get();
    } catch (Clients.HeldByAnother e) {
      throw InvalidFields.of(e.field(), "Cliente com este %s já existe.".formatted(e.field()));
    } catch (DuplicateKeyException e) {
      throw InvalidFields.of("odoo_id", "Cliente com este odoo_id já existe.");
    }
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes a customer; the orders stay, without it")
  void delete(@PathVariable String id) {
    if (!clients.delete(find(id).id())) {
      throw missing();
    }
  }

  /** An id that is no number is no customer, as Django answers. */
  private Client find(String id) {
    if (!id.matches("\\d{1,18}")) {
      throw missing();
    }
    return clients.byId(Long.parseLong(id)).orElseThrow(ClientController::missing);
  }

  private static Refusal missing() {
    return Refusal.missing("Não encontrado.");
  }
}
