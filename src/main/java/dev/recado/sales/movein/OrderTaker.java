package dev.recado.sales.movein;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.sales.client.Client;
import dev.recado.sales.client.Clients;
import dev.recado.sales.commerce.Line;
import dev.recado.sales.commerce.Order.Contact;
import dev.recado.sales.commerce.Order.State;
import dev.recado.sales.commerce.ShopMoveIn;
import dev.recado.sales.commerce.ShopMoveIn.OrderFacts;
import dev.recado.sales.commerce.ShopMoveIn.Source;
import dev.recado.sales.commerce.ShopMoveIn.Taken;
import dev.recado.spine.outbox.Contacts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes orders in as they are: nobody is told, and no pieces are reserved.
 *
 * <p>The lines are a list in the order, or follow by themselves, or each row of a table is a line
 * and names the order again.
 */
final class OrderTaker implements Taker {

  private static final Map<State, List<String>> STATES = states();

  private final Clients clients;
  private final ShopMoveIn shop;
  private final ItemTaker items;
  private final Moved moved;
  private final ZoneId zone;
  private final Clock clock;

  /** The places in the file at which the lines of each order stand; a batch may be tried twice. */
  private final Map<String, List<Long>> lines = new HashMap<>();

  /** What each order of a file was counted as. */
  private final Map<String, Change> counted = new HashMap<>();

  OrderTaker(
      Clients clients, ShopMoveIn shop, ItemTaker items, Moved moved, ZoneId zone, Clock clock) {
    this.clients = clients;
    this.shop = shop;
    this.items = items;
    this.moved = moved;
    this.zone = zone;
    this.clock = clock;
  }

  private static Map<State, List<String>> states() {
    Map<State, List<String>> states = new LinkedHashMap<>();
    states.put(
        State.NOVO,
        List.of("novo", "pendente", "aberto", "aguardando", "new", "pending", "open", "rascunho"));
    states.put(
        State.CONFIRMADO, List.of("confirmado", "pago", "aprovado", "confirmed", "paid", "aceito"));
    states.put(
        State.EM_PREPARO,
        List.of(
            "em_preparo",
            "em_preparacao",
            "preparando",
            "processando",
            "preparing",
            "em_producao"));
    states.put(
        State.ENVIADO,
        List.of(
            "enviado", "em_entrega", "saiu_para_entrega", "em_transito", "shipped", "despachado"));
    states.put(
        State.ENTREGUE,
        List.of("entregue", "concluido", "finalizado", "delivered", "completed", "done"));
    states.put(
        State.CANCELADO, List.of("cancelado", "cancelada", "canceled", "cancelled", "recusado"));
    return states;
  }

  @Override
  public Change take(Row row) {
    String id = row.id(Names.NUMBER).orElse(null);
    if (id == null) {
      throw row.refuse(Names.NUMBER, "falta; sem ele, o mesmo arquivo dobraria os pedidos");
    }
    boolean eachRowIsALine =
        row.has(List.of("produto", "produto_id", "produto_nome", "product", "sku"));
    int ordinal = eachRowIsALine ? ordinal(row, id) : 0;
    if (ordinal == 1) {
      counted.remove(key(row, id));
    }
    Line own = eachRowIsALine ? items.line(row) : null;
    OrderFacts said = facts(row, own != null);
    Long known = moved.find(Kind.PEDIDOS, row.origin(), id).filter(shop::hasOrder).orElse(null);
    Taken taken = shop.order(known, new Source(row.origin(), id), said, clock.instant());
    if (known == null) {
      moved.note(Kind.PEDIDOS, row.origin(), id, taken.id());
    }
    if (said.client() != null && confirmed(said.state())) {
      clients.ordered(said.client(), said.createdAt());
    }
    Change change = Change.of(taken.isNew(), taken.changed());
    if (own != null) {
      Change ofLine = items.put(row, id, taken.id(), id + "#" + ordinal, own);
      return once(
          key(row, id),
          change == Change.UNCHANGED && ofLine != Change.UNCHANGED ? Change.CHANGED : change);
    }
    return change;
  }

  /** An order counts once, however many rows it has. */
  private Change once(String key, Change change) {
    Change before = counted.get(key);
    if (before == null || before == Change.UNCHANGED) {
      counted.put(key, change);
    }
    if (before == null) {
      return change;
    }
    return before == Change.UNCHANGED && change != Change.UNCHANGED
        ? Change.CHANGED_BY_A_PART
        : Change.COUNTED;
  }

  private static String key(Row row, String id) {
    return row.file() + "\n" + id;
  }

  /** The how many-th line of its order it is: the same in each run. */
  private int ordinal(Row row, String id) {
    List<Long> all = lines.computeIfAbsent(key(row, id), key -> new ArrayList<>(4));
    if (!all.contains(row.place())) {
      all.add(row.place());
    }
    return all.indexOf(row.place()) + 1;
  }

  private static boolean confirmed(State state) {
    return state != State.NOVO && state != State.CANCELADO;
  }

  private OrderFacts facts(Row row, boolean eachRowIsALine) {
    Instant created = row.instant(Names.CREATED, zone);
    if (created == null) {
      throw row.refuse(Names.CREATED, "falta");
    }
    Optional<Client> client = client(row);
    String phone = row.phone(Names.PHONE);
    if (phone == null) {
      phone = client.map(Client::details).map(Client.Details::phone).orElse(null);
    }
    String name = row.text(Names.CLIENT_NAME, 200);
    boolean number = name != null && Row.isId(name);
    Contact contact =
        new Contact(
            phone == null ? null : Contacts.conversation(phone),
            phone,
            null,
            name == null || number ? client.map(it -> it.details().name()).orElse(null) : name);
    return new OrderFacts(
        client.map(Client::id).orElse(null),
        contact,
        state(row),
        eachRowIsALine ? null : row.money(Names.TOTAL),
        row.text(Names.NOTES, 4000),
        lines(row),
        created);
  }

  private static State state(Row row) {
    String said = row.required(Names.STATE, 60);
    String plain = Names.plain(said);
    return STATES.entrySet().stream()
        .filter(one -> one.getValue().contains(plain))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                row.refuse(
                    Names.STATE,
                    "'%s' não é um estado: novo, confirmado, em_preparo, enviado, entregue ou cancelado"
                        .formatted(said)));
  }

  private Optional<Client> client(Row row) {
    String said = row.text(Names.CLIENT, 200);
    String phone = row.phone(Names.PHONE);
    if (said != null) {
      Optional<Long> known = moved.find(Kind.CLIENTES, row.origin(), said);
      Optional<Client> found = known.flatMap(clients::byId);
      if (found.isPresent()) {
        return found;
      }
      boolean rehearsed = moved.onlyRehearsed(Kind.CLIENTES, row.origin(), said);
      if (!rehearsed && phone == null && Row.isId(said)) {
        throw row.refuse(
            Names.CLIENT,
            "não há o cliente %s: traga antes os clientes, ou no mesmo arquivo".formatted(said));
      }
    }
    return phone == null ? Optional.empty() : clients.byAddress(phone);
  }

  private @Nullable List<Line> lines(Row row) {
    JsonNode said = row.node(Names.ITEMS);
    if (said == null) {
      return null;
    }
    if (!said.isArray()) {
      throw row.refuse(
          Names.ITEMS,
          "é esperada uma lista de itens; numa tabela, escreva uma linha para cada item, com produto, quantidade e preco_unitario");
    }
    List<Line> all = new ArrayList<>();
    for (JsonNode one : said) {
      Map<String, JsonNode> cells = new LinkedHashMap<>();
      one.properties().forEach(it -> cells.put(Names.plain(it.getKey()), it.getValue()));
      all.add(items.line(row.with(cells)));
    }
    return all;
  }
}
