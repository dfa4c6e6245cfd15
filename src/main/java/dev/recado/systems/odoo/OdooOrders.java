package dev.recado.systems.odoo;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.client.Client;
import dev.recado.sales.client.Clients;
import dev.recado.sales.commerce.Catalogue;
import dev.recado.sales.commerce.Line;
import dev.recado.sales.commerce.Order;
import dev.recado.sales.commerce.Orders;
import dev.recado.sales.commerce.Product;
import dev.recado.sales.crm.CrmConnector;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * Makes confirmed orders sales orders in Odoo.
 *
 * <p>Each step may be repeated after a lost answer: the customer, the order and each line have
 * external ids, and an order that is no longer an offer is not touched. All products are found
 * before anything is written, so a refused order leaves nothing behind in Odoo.
 */
public final class OdooOrders {

  private static final String ORDER = "sale.order";
  private static final String PARTNER = "res.partner";

  /** The states of an offer; after them people may have changed the lines. */
  private static final Set<String> OFFER = Set.of("draft", "sent");

  private final Odoo odoo;
  private final PersonSearch people;
  private final Orders orders;
  private final Catalogue catalogue;
  private final Clients clients;

  OdooOrders(Odoo odoo, Orders orders, Catalogue catalogue, Clients clients) {
    this.odoo = odoo;
    this.people = new PersonSearch(odoo);
    this.orders = orders;
    this.catalogue = catalogue;
    this.clients = clients;
  }

  /**
   * Carries out the payload and sets the variable {@code outcome} to the result.
   *
   * @param exchange its body is the payload of {@code order-export}
   */
  public void send(Exchange exchange) {
    Map<?, ?> payload = exchange.getMessage().getBody(Map.class);
    long order = Odoo.number(String.valueOf(payload.get("order")));
    exchange.setVariable("outcome", CrmConnector.outcome(() -> export(order)));
  }

  Outcome export(long id) {
    Optional<Long> known = orders.odooOrder(id);
    if (known.isPresent()) {
      return done(known.get());
    }
    Order order =
        orders
            .byId(id)
            .orElseThrow(
                () -> new UnprocessableException("O pedido %d não existe mais".formatted(id)));
    if (order.state() == Order.State.CANCELADO) {
      return new Outcome.Done(null, null);
    }
    List<Long> products = order.lines().stream().map(this::product).toList();
    long sale = create(order, partner(order));
    if (OFFER.contains(state(sale))) {
      addLines(order, sale, products);
      confirm(sale);
    }
    orders.exported(id, sale, String.valueOf(read(sale).get("name")));
    return done(sale);
  }

  private static Outcome done(long sale) {
    return new Outcome.Done(ORDER + ":" + sale, null);
  }

  private long create(Order order, long partner) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("partner_id/.id", String.valueOf(partner));
    row.put("client_order_ref", "WA-" + order.id());
    if (order.notes() != null) {
      // The field shows HTML.
      row.put(
          "note",
          "<p>" + HtmlUtils.htmlEscape(order.notes(), "UTF-8").replace("\n", "<br>") + "</p>");
    }
    return odoo.createOnce(ORDER, "recado.order_" + order.id(), row);
  }

  private void addLines(Order order, long sale, List<Long> products) {
    for (int i = 0; i < products.size(); i++) {
      Line line = order.lines().get(i);
      Map<String, String> row = new LinkedHashMap<>();
      row.put("order_id/.id", String.valueOf(sale));
      row.put("product_id/.id", String.valueOf(products.get(i)));
      row.put("product_uom_qty", String.valueOf(line.quantity()));
      row.put("price_unit", line.price().toPlainString());
      odoo.createOnce("sale.order.line", "recado.order_%d_%d".formatted(order.id(), i + 1), row);
    }
  }

  private void confirm(long sale) {
    odoo.call(ORDER, "action_confirm", sale);
    if (OFFER.contains(state(sale))) {
      throw new UnprocessableException(
          "O Odoo não confirmou o pedido de venda %d: confirme-o lá, e repita o envio"
              .formatted(sale));
    }
  }

  private String state(long sale) {
    return String.valueOf(read(sale).get("state"));
  }

  private Map<String, @Nullable Object> read(long sale) {
    Map<String, @Nullable Object> found = odoo.read(ORDER, sale, "name,state");
    if (found == null) {
      throw new UnprocessableException(
          "O pedido de venda %d não existe mais no Odoo: repita o envio para criá-lo de novo"
              .formatted(sale));
    }
    return found;
  }

  /** Finds the customer: as the hub knows it, else by phone; or makes it. */
  private long partner(Order order) {
    Long number = order.client();
    Client client = number == null ? null : clients.byId(number).orElse(null);
    Long known = client == null ? null : client.details().odooPartner();
    if (known != null) {
      return known;
    }
    Optional<String> phone =
        Phones.address(order.contact().address())
            .digits()
            .or(() -> Phones.digits(client == null ? null : client.details().phone()));
    long partner =
        phone
            .flatMap(this::partnerWith)
            .orElseGet(
                () -> odoo.createOnce(PARTNER, external(order), person(order, client, phone)));
    if (client != null) {
      clients.partnerOf(client.id(), partner);
    }
    return partner;
  }

  private Optional<Long> partnerWith(String phone) {
    return people.find(PARTNER, phone, List.of(), "id").stream()
        .findFirst()
        .map(found -> Odoo.number(String.valueOf(found.get("id"))));
  }

  /** A customer whose phone is hidden is the same one in each order of the conversation. */
  private static String external(Order order) {
    String conversation = order.contact().conversation();
    if (order.client() != null) {
      return "recado.client_" + order.client();
    }
    return conversation == null
        ? "recado.client_of_order_" + order.id()
        : "recado.client_" + StableId.of("odoo client", conversation).toString().replace("-", "");
  }

  private static Map<String, String> person(
      Order order, @Nullable Client client, Optional<String> phone) {
    Map<String, String> row = new LinkedHashMap<>();
    String called = client == null ? order.contact().name() : client.details().name();
    row.put(
        "name", called == null ? phone.map(it -> "+" + it).orElse("Cliente do WhatsApp") : called);
    phone.ifPresent(it -> row.put("phone", "+" + it));
    if (client != null && client.details().email() != null) {
      row.put("email", client.details().email());
    }
    return row;
  }

  private long product(Line line) {
    Optional<Product> ours =
        line.product() == 0 ? Optional.empty() : catalogue.byId(line.product());
    Long known = ours.map(Product::odooId).orElse(null);
    if (known != null) {
      return known;
    }
    String code = ours.map(Product::code).orElse(null);
    List<Long> found = new ArrayList<>();
    if (code != null) {
      found.addAll(products("default_code", code));
    }
    if (found.isEmpty()) {
      found.addAll(products("name", ours.map(Product::name).orElse(line.name())));
    }
    if (found.size() != 1) {
      throw new UnprocessableException(unclear(line, code, found));
    }
    return found.get(0);
  }

  private List<Long> products(String field, String value) {
    return odoo.search("product.product", List.of(List.of(field, "=", value)), 2);
  }

  private static String unclear(Line line, @Nullable String code, List<Long> found) {
    return "O Odoo %s o produto '%s'%s: %s, e repita o envio"
        .formatted(
            found.isEmpty() ? "não tem" : "tem mais de um produto que pode ser",
            line.name(),
            code == null ? "" : " (código " + code + ")",
            line.product() == 0
                ? "cadastre lá um produto com este nome"
                : "informe o odoo_id em /api/pedidos/produtos/%d/, ou dê aos dois o mesmo código"
                    .formatted(line.product()));
  }
}
