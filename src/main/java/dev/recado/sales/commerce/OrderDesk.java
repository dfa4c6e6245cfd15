package dev.recado.sales.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.phone.Phones;
import dev.recado.ground.rest.Fields;
import dev.recado.sales.client.Client;
import dev.recado.sales.client.Clients;
import dev.recado.sales.commerce.Order.Contact;
import dev.recado.sales.commerce.Order.State;
import dev.recado.sales.commerce.OrderTable.Draft;
import dev.recado.sales.commerce.Orders.By;
import dev.recado.spine.outbox.Contacts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes orders that callers of the API write. */
final class OrderDesk {

  private static final int MOST_LINES = 50;

  private final Orders orders;
  private final ProductTable products;
  private final Clients clients;
  private final TransactionTemplate transaction;
  private final Clock clock;

  OrderDesk(
      Orders orders,
      ProductTable products,
      Clients clients,
      TransactionTemplate transaction,
      Clock clock) {
    this.orders = orders;
    this.products = products;
    this.clients = clients;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Makes an order and reserves its pieces, all or none.
   *
   * @param json the body of the request
   * @param caller the name of the caller
   * @throws dev.recado.ground.rest.InvalidFields if it cannot be made as it is written
   */
  Order make(JsonNode json, String caller) {
    Fields fields = Fields.of(json, false);
    Optional<Client> client = client(fields);
    String notes = fields.text("observacoes", 2000, null);
    String state = fields.choice("estado", Set.of("novo", "confirmado"), "novo");
    Map<Long, Integer> wanted = wanted(fields);
    fields.check();
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Instant now = clock.instant();
              By by = By.caller(caller);
              List<Line> lines = lines(wanted, fields);
              fields.check();
              Draft draft =
                  new Draft(
                      client.map(Client::id).orElse(null),
                      contact(client),
                      lines,
                      notes,
                      "api",
                      null,
                      State.NOVO,
                      true);
              long order = orders.make(draft, by, now);
              if (state.equals("confirmado")) {
                orders.confirm(order, by, now);
              }
              return orders.byId(order).orElseThrow();
            }));
  }

  private Optional<Client> client(Fields fields) {
    if (!fields.has("cliente")) {
      fields.wrong("cliente", "Este campo é obrigatório.");
      return Optional.empty();
    }
    Long id = fields.whole("cliente", 1, Long.MAX_VALUE, null);
    Optional<Client> client = id == null ? Optional.empty() : clients.byId(id);
    if (client.isEmpty()) {
      fields.wrong("cliente", "Pk inválido \"%s\" - objeto não existe.".formatted(id));
    } else if (client.get().details().blocked()
        || clients.blocked(client.get().details().phone())) {
      fields.wrong("cliente", "Este cliente está bloqueado para pedidos.");
    }
    return client;
  }

  private static Contact contact(Optional<Client> client) {
    String name = client.map(one -> one.details().name()).orElse(null);
    return client
        .flatMap(one -> Phones.address(one.details().phone()).digits())
        .map(phone -> new Contact(Contacts.conversation(phone), phone, null, name))
        .orElseGet(() -> new Contact(null, null, null, name));
  }

  private static Map<Long, Integer> wanted(Fields fields) {
    JsonNode items = fields.node("itens");
    Map<Long, Integer> wanted = new LinkedHashMap<>();
    if (items == null || !items.isArray() || items.isEmpty()) {
      fields.wrong(
          "itens", items == null ? "Este campo é obrigatório." : "Informe ao menos um item.");
      return wanted;
    }
    if (items.size() > MOST_LINES) {
      fields.wrong("itens", "São permitidos no máximo %d itens.".formatted(MOST_LINES));
      return wanted;
    }
    List<Map<String, Object>> errors = new ArrayList<>();
    for (JsonNode item : items) {
      errors.add(item(item, wanted));
    }
    if (errors.stream().anyMatch(error -> !error.isEmpty())) {
      fields.wrong("itens", errors);
    }
    return wanted;
  }

  private static Map<String, Object> item(JsonNode json, Map<Long, Integer> wanted) {
    if (!json.isObject()) {
      return Map.of("non_field_errors", List.of("Dado inválido: é esperado um objeto JSON."));
    }
    Fields fields = Fields.of(json, false);
    Long product = fields.whole("produto", 1, Long.MAX_VALUE, null);
    Long quantity = fields.whole("quantidade", 1, 10_000, 1L);
    if (product == null) {
      fields.wrong("produto", "Este campo é obrigatório.");
    }
    if (quantity == null) {
      fields.wrong("quantidade", "Este campo não pode ser nulo.");
    }
    if (product != null && quantity != null) {
      wanted.merge(product, Math.toIntExact(quantity), Integer::sum);
    }
    return fields.errors();
  }

  /** Compares with the shop while nobody else can change it. */
  private List<Line> lines(Map<Long, Integer> wanted, Fields fields) {
    Map<Long, Product> onSale = products.locked(wanted.keySet());
    List<Line> lines = new ArrayList<>();
    Map<Long, Map<String, Object>> errors = new LinkedHashMap<>();
    wanted.forEach(
        (id, quantity) -> {
          Product product = onSale.get(id);
          String problem = problem(id, product, quantity);
          if (problem != null) {
            errors.put(id, Map.of(product == null ? "produto" : "quantidade", List.of(problem)));
          }
          if (product != null) {
            lines.add(new Line(id, product.name(), quantity, product.price()));
          }
        });
    if (!errors.isEmpty()) {
      fields.wrong("itens", eachItem(fields, errors));
    }
    return lines;
  }

  /** Several items may ask for one product; the caller looks for an error at its item's place. */
  private static List<Map<String, Object>> eachItem(
      Fields fields, Map<Long, Map<String, Object>> errors) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (JsonNode item : Objects.requireNonNull(fields.node("itens"))) {
      Long product = Fields.of(item, false).whole("produto", 1, Long.MAX_VALUE, null);
      Map<String, Object> none = Map.of();
      all.add(product == null ? none : errors.getOrDefault(product, none));
    }
    return all;
  }

  private static @Nullable String problem(long id, @Nullable Product product, int quantity) {
    if (product == null) {
      return "Pk inválido \"%d\" - objeto não existe ou não está à venda.".formatted(id);
    }
    return quantity > product.available() ? Checked.shortage(product, quantity) : null;
  }

  /**
   * Moves an order on or changes its remark.
   *
   * @param id the order
   * @param json the body of the request
   * @param caller the name of the caller
   */
  Order change(long id, JsonNode json, String caller) {
    Fields fields = Fields.of(json, true);
    Set<String> states = new java.util.TreeSet<>();
    for (State state : State.values()) {
      states.add(state.text());
    }
    Order before = orders.byId(id).orElseThrow(ProductController::missing);
    String state = fields.choice("estado", states, before.state().text());
    String why = fields.text("motivo", 300, null);
    String notes = fields.text("observacoes", 2000, before.notes());
    FixedFields.check(fields, before, State.of(state));
    fields.check();
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Instant now = clock.instant();
              if (fields.has("observacoes")) {
                orders.note(id, notes, now);
              }
              State next = State.of(state);
              if (next != before.state()
                  && orders.move(id, next, By.caller(caller), why, now)
                      == Orders.Moved.NOT_ALLOWED) {
                fields.wrong(
                    "estado",
                    before.state() == State.NOVO
                        ? "Um pedido 'novo' passa primeiro a 'confirmado'."
                        : "Um pedido '%s' não pode passar a '%s'."
                            .formatted(before.state().text(), next.text()));
                fields.check();
              }
              return orders.byId(id).orElseThrow();
            }));
  }
}
