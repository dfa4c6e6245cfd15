package dev.recado.sales.commerce;

import dev.recado.sales.client.Client;
import dev.recado.sales.client.Clients;
import dev.recado.sales.commerce.Order.Contact;
import dev.recado.sales.commerce.Order.State;
import dev.recado.sales.commerce.OrderTable.Draft;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.outbox.Contacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes orders. Each change runs in the caller's transaction and sets an event, whose
 * flow tells the customer.
 *
 * <p>An order reserves its pieces when it is made, so two customers never get the same last piece.
 * What a piece costs is decided when the customer confirms.
 */
public final class Orders {

  /** The customer, in chat, changes the order. */
  public static final String CUSTOMER = "cliente";

  private static final String API = "api";

  private final OrderTable table;
  private final ProductTable products;
  private final CartTable carts;
  private final Clients clients;
  private final OrderNews news;

  Orders(
      OrderTable table, ProductTable products, CartTable carts, Clients clients, OrderNews news) {
    this.table = table;
    this.products = products;
    this.carts = carts;
    this.clients = clients;
    this.news = news;
  }

  /**
   * The author of a change to an order.
   *
   * @param name {@link #CUSTOMER}, or the name of the caller or the flow
   * @param turn the turn in which the customer asked for the change, or null; the news continues it
   * @param channel the channel that gets the answer to that turn, or null
   */
  public record By(String name, @Nullable UUID turn, @Nullable String channel) {

    /** Makes the author for a caller of the API, or a flow that answers no customer. */
    public static By caller(String name) {
      return new By(name, null, null);
    }
  }

  /**
   * Makes an order of a customer's cart. An earlier order that waits for confirmation is replaced.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param name of the customer, or null
   * @param notes a remark, or null
   * @param by the author
   * @param now the time
   */
  void place(String address, @Nullable String name, @Nullable String notes, By by, Instant now) {
    String conversation = Contacts.conversation(address);
    table.lock(conversation);
    Optional<Client> client = clients.known(address, name);
    if (clients.blocked(address)) {
      news.declined(EventTypes.ORDER_REFUSED, address, by, "Cliente bloqueado", now);
      return;
    }
    Optional<Order> old = table.openOf(conversation);
    List<Line> lines = carts.of(conversation);
    // Those of both, at once and in one order, or two customers could block each other.
    List<Line> both = new java.util.ArrayList<>(lines);
    old.map(Order::lines).ifPresent(both::addAll);
    products.lock(ids(both));
    old.ifPresent(order -> withdraw(order, now));
    Checked checked = Checked.of(lines, products.locked(ids(lines)));
    if (!checked.shortages().isEmpty() || checked.lines().isEmpty()) {
      carts.keep(conversation, checked.lines(), now);
      news.declined(EventTypes.ORDER_SHORT, address, by, checked.told(), now);
      return;
    }
    // Who chats by the API hears of later changes on WhatsApp.
    String channel = API.equals(by.channel()) ? null : by.channel();
    Contact contact = new Contact(conversation, address, channel, called(client, name));
    Draft draft =
        new Draft(
            client.map(Client::id).orElse(null),
            contact,
            checked.lines(),
            notes,
            Order.CHATBOT,
            null,
            State.NOVO,
            true);
    long order = make(draft, by, now);
    news.tell(EventTypes.ORDER_PLACED, order, by, checked.told(), now);
  }

  private static @Nullable String called(Optional<Client> client, @Nullable String name) {
    return name == null ? client.map(one -> one.details().name()).orElse(null) : name;
  }

  static List<Long> ids(List<Line> lines) {
    return lines.stream().map(Line::product).distinct().toList();
  }

  /** Reserves the pieces and stores the order. The products must be locked and checked. */
  long make(Draft draft, By by, Instant now) {
    for (Line line : draft.reserved() ? draft.lines() : List.<Line>of()) {
      if (!products.reserve(line.product(), line.quantity(), now)) {
        throw new IllegalStateException("A locked product has fewer pieces than it had");
      }
    }
    long order = table.insert(draft, now);
    table.log(order, draft.state(), by.name(), null, now);
    return order;
  }

  private void withdraw(Order old, Instant now) {
    end(old, CUSTOMER, "Substituído por um pedido mais novo", now);
  }

  /**
   * Takes back the order that waits for the customer's confirmation, because the customer changes
   * the cart. Its pieces are free again, and nobody is told.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param now the time
   */
  void reopen(String address, Instant now) {
    String conversation = Contacts.conversation(address);
    table.lock(conversation);
    table
        .openOf(conversation)
        .ifPresent(
            order -> {
              products.lock(ids(order.lines()));
              end(order, CUSTOMER, "O cliente voltou ao carrinho", now);
            });
  }

  private void end(Order order, String who, @Nullable String why, Instant now) {
    if (order.reserved()) {
      products.release(order.id(), now);
    }
    table.state(order.id(), State.CANCELADO, false, why, now);
    table.log(order.id(), State.CANCELADO, who, why, now);
  }

  /**
   * Confirms an order, if nothing about it has changed. If a price changed or a product left the
   * shop meanwhile, the customer is told and asked again. A confirmed order stays as it is.
   *
   * @param id the order
   * @param by the author
   * @param now the time
   * @return false if the order is not one that can be confirmed
   */
  boolean confirm(long id, By by, Instant now) {
    Optional<Order> found = table.locked(id).filter(order -> order.state() == State.NOVO);
    if (found.isEmpty()) {
      return false;
    }
    Order order = found.get();
    products.lock(ids(order.lines()));
    Checked checked = unreserved(order);
    if (checked.lines().isEmpty()) {
      end(order, by.name(), "Nada do pedido está mais à venda", now);
      news.tell(EventTypes.ORDER_CANCELLED, id, by, checked.told(), now);
    } else if (checked.changed()) {
      if (order.reserved()) {
        products.release(id, now);
      }
      table.replaceLines(id, checked.lines(), now);
      for (Line line : order.reserved() ? checked.lines() : List.<Line>of()) {
        products.reserve(line.product(), line.quantity(), now);
      }
      if (by.turn() == null) {
        table.reminded(id, now);
      }
      news.tell(EventTypes.ORDER_CHANGED, id, by, checked.told(), now);
    } else {
      confirmed(order, by, now);
    }
    return true;
  }

  /** Compares an order with the shop. Its own pieces are reserved, so the stock does not matter. */
  private Checked unreserved(Order order) {
    Map<Long, Product> onSale = products.locked(ids(order.lines()));
    Map<Long, Product> plenty = new java.util.HashMap<>();
    onSale.forEach(
        (id, it) ->
            plenty.put(
                id,
                new Product(
                    it.id(),
                    it.category(),
                    it.name(),
                    it.description(),
                    it.code(),
                    it.price(),
                    null,
                    it.synonyms(),
                    Integer.MAX_VALUE,
                    it.active(),
                    it.odooId())));
    return Checked.of(order.lines(), plenty);
  }

  private void confirmed(Order order, By by, Instant now) {
    table.state(order.id(), State.CONFIRMADO, order.reserved(), null, now);
    table.log(order.id(), State.CONFIRMADO, by.name(), null, now);
    if (order.contact().conversation() != null && order.origin().equals(Order.CHATBOT)) {
      carts.keep(order.contact().conversation(), List.of(), now);
    }
    if (order.client() != null) {
      clients.ordered(order.client(), now);
    }
    news.tell(EventTypes.ORDER_CONFIRMED, order.id(), by, null, now);
  }

  /** What came of a wish to move an order on. */
  enum Moved {
    /** It is there now. */
    DONE,
    /** It was there before. */
    ALREADY,
    /** Its state does not allow that. */
    NOT_ALLOWED,
    /** There is no such order. */
    NO_ORDER
  }

  /**
   * Moves an order on; backward and out of an end is not possible.
   *
   * @param id the order
   * @param next where it shall be
   * @param by the author
   * @param why for a cancelled one, or null
   * @param now the time
   */
  Moved move(long id, State next, By by, @Nullable String why, Instant now) {
    Optional<Order> found = table.locked(id);
    if (found.isEmpty()) {
      return Moved.NO_ORDER;
    }
    Order order = found.get();
    if (order.state() == next) {
      return Moved.ALREADY;
    }
    if (!order.state().leadsTo(next)) {
      return Moved.NOT_ALLOWED;
    }
    if (next == State.CONFIRMADO) {
      confirm(id, by, now);
    } else if (next == State.CANCELADO) {
      end(order, by.name(), why, now);
      news.tell(EventTypes.ORDER_CANCELLED, id, by, why, now);
    } else {
      table.state(id, next, order.reserved(), null, now);
      table.log(id, next, by.name(), null, now);
      news.tell(type(next), id, by, null, now);
    }
    return Moved.DONE;
  }

  private static String type(State state) {
    return switch (state) {
      case EM_PREPARO -> EventTypes.ORDER_PREPARING;
      case ENVIADO -> EventTypes.ORDER_SHIPPED;
      case ENTREGUE -> EventTypes.ORDER_DELIVERED;
      default -> throw new IllegalArgumentException("No order moves to " + state + " like this");
    };
  }

  void note(long id, @Nullable String notes, Instant now) {
    table.notes(id, notes, now);
  }

  /** Has the customer reminded, once, of an order that waits for confirmation. */
  void remind(long id, Instant now) {
    if (table.reminded(id, now)) {
      news.tell(EventTypes.ORDER_REMINDER, id, By.caller("recado"), null, now);
    }
  }

  /**
   * Finds an order.
   *
   * @param id its number
   */
  public Optional<Order> byId(long id) {
    return table.byId(id);
  }

  /**
   * Finds the last order of a conversation that the customer knows of, in whatever state.
   *
   * @param conversation its key
   */
  Optional<Order> lastOf(String conversation) {
    return table.lastOf(conversation);
  }

  /**
   * Finds the sales order that another system made of an order.
   *
   * @param id the order
   * @return its {@code sale.order} in Odoo; empty if there is none yet
   */
  public Optional<Long> odooOrder(long id) {
    return table.odooOrder(id);
  }

  /**
   * Notes the sales order that another system made of an order.
   *
   * @param id the order
   * @param odooId its {@code sale.order} in Odoo
   * @param odooName as people read it there, or null
   */
  public void exported(long id, long odooId, @Nullable String odooName) {
    table.exported(id, odooId, odooName);
  }
}
