package dev.recado.sales.commerce;

import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The cart of a conversation, for the Kamelets {@code cart-*-action}.
 *
 * <p>A run sees its own changes at once; the event's commit writes them.
 */
public final class Carts {

  private static final String PROPERTY = "recado.cart";
  private static final Set<Order.State> RUNNING =
      Set.of(Order.State.CONFIRMADO, Order.State.EM_PREPARO, Order.State.ENVIADO);

  private static final Duration SOME_DAYS = Duration.ofDays(3);
  private static final int MOST_LINES = 50;
  private static final Pattern OF_AN_ORDER = Pattern.compile("pedido:[a-z]+:(\\d{1,18})");

  private final CartTable table;
  private final Shelf shelf;
  private final OrderTable orders;

  Carts(CartTable table, Shelf shelf, OrderTable orders) {
    this.table = table;
    this.shelf = shelf;
    this.orders = orders;
  }

  /**
   * Sets the variable {@code carrinho} to the cart with the prices of now, and keeps it so.
   *
   * @param exchange of a flow with a conversation
   */
  public void show(Exchange exchange) {
    Asked asked = new Asked(exchange);
    List<Line> before = lines(asked);
    keep(asked, before, before, "");
  }

  /**
   * Adds to the cart, and sets the variable {@code carrinho}.
   *
   * @param exchange with the variable {@code shopItems}, a list of maps with {@code product} and
   *     {@code quantity}, or with {@code shopProduct} and {@code shopQuantity}
   */
  public void add(Exchange exchange) {
    Asked asked = new Asked(exchange);
    List<Line> before = lines(asked);
    Map<Long, Integer> wanted = wanted(asked);
    Map<Long, Product> onSale = shelf.onSale(wanted.keySet(), asked.conversation());
    Map<Long, Line> lines = new LinkedHashMap<>();
    before.forEach(line -> lines.put(line.product(), line));
    List<String> problems = new ArrayList<>();
    wanted.forEach((id, quantity) -> add(onSale.get(id), quantity, lines, problems));
    keep(asked, before, List.copyOf(lines.values()), String.join("\n", problems));
  }

  private static void add(
      @Nullable Product product, int quantity, Map<Long, Line> lines, List<String> problems) {
    if (product == null) {
      problems.add("Um dos produtos não está mais à venda.");
      return;
    }
    Line old = lines.get(product.id());
    long total = (long) quantity + (old == null ? 0 : old.quantity());
    if (total > product.available()) {
      problems.add(Checked.shortage(product, (int) Math.min(total, Integer.MAX_VALUE)));
    }
    int kept = (int) Math.min(total, product.available());
    if (kept > 0 && (old != null || lines.size() < MOST_LINES)) {
      lines.put(product.id(), new Line(product.id(), product.name(), kept, product.price()));
    }
  }

  private static Map<Long, Integer> wanted(Asked asked) {
    Map<Long, Integer> wanted = new LinkedHashMap<>();
    for (Object one : asked.value("shopItems") instanceof Collection<?> list ? list : List.of()) {
      if (one instanceof Map<?, ?> item) {
        want(item.get("product"), item.get("quantity"), wanted);
      }
    }
    want(asked.value("shopProduct"), asked.value("shopQuantity"), wanted);
    return wanted;
  }

  private static void want(
      @Nullable Object product, @Nullable Object quantity, Map<Long, Integer> wanted) {
    String number = String.valueOf(product);
    String count = String.valueOf(quantity);
    if (number.matches("\\d{1,18}") && count.matches("[1-9]\\d{0,6}")) {
      wanted.merge(Long.valueOf(number), Integer.valueOf(count), Integer::sum);
    }
  }

  /**
   * Takes a product out of the cart, and sets the variable {@code carrinho}.
   *
   * @param exchange with the variable {@code shopText}, which names the product; {@code removed} of
   *     the result is null if it names none in the cart
   */
  public void remove(Exchange exchange) {
    Asked asked = new Asked(exchange);
    List<Line> before = lines(asked);
    String text = asked.text("shopText");
    Optional<Line> named = text == null ? Optional.empty() : named(text, before);
    List<Line> after =
        before.stream()
            .filter(line -> named.isEmpty() || line.product() != named.get().product())
            .toList();
    Map<String, @Nullable Object> cart = keep(asked, before, after, "");
    cart.put("removed", named.map(Line::name).orElse(null));
  }

  private static Optional<Line> named(String text, List<Line> lines) {
    String said = Menu.plain(text);
    return lines.stream()
        .filter(
            line ->
                me.xdrop.fuzzywuzzy.FuzzySearch.tokenSetRatio(said, Menu.plain(line.name())) >= 85)
        .findFirst();
  }

  /**
   * Empties the cart, and sets the variable {@code carrinho}.
   *
   * @param exchange of a flow with a conversation
   */
  public void clear(Exchange exchange) {
    Asked asked = new Asked(exchange);
    keep(asked, lines(asked), List.of(), "");
  }

  /**
   * Sets the variable {@code pedido} to the order that the pressed button names ({@code
   * pedido:confirmar:12}), otherwise to the last order of the conversation that the customer knows
   * of.
   *
   * @param exchange of a flow with a conversation
   */
  public void order(Exchange exchange) {
    Asked asked = new Asked(exchange);
    Optional<Long> pressed = asked.button().flatMap(Carts::number);
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    // The number comes from outside; it must be an order of this conversation.
    Optional<Order> last =
        pressed.isPresent()
            ? pressed
                .flatMap(orders::byId)
                .filter(it -> asked.conversation().equals(it.contact().conversation()))
            : orders.lastOf(asked.conversation());
    told.put("id", last.map(Order::id).orElse(null));
    told.put("state", last.map(order -> order.state().text()).orElse(null));
    told.put("situation", last.map(order -> order.state().said()).orElse(null));
    told.put("running", last.filter(order -> running(order, asked.now())).isPresent());
    told.put("lines", last.map(order -> Line.told(order.lines())).orElse(null));
    told.put("total", last.map(Order::total).orElse(null));
    asked.set("pedido", told);
  }

  /** An order of last week that nobody has marked as delivered is no running one. */
  private static boolean running(Order order, Instant now) {
    return RUNNING.contains(order.state())
        && order.times().updatedAt().isAfter(now.minus(SOME_DAYS));
  }

  private static Optional<Long> number(String button) {
    Matcher named = OF_AN_ORDER.matcher(button);
    return named.matches() ? Optional.of(Long.valueOf(named.group(1))) : Optional.empty();
  }

  @SuppressWarnings("unchecked")
  private List<Line> lines(Asked asked) {
    List<Line> changed = asked.exchange().getProperty(PROPERTY, List.class);
    return changed == null ? table.of(asked.conversation()) : changed;
  }

  private Map<String, @Nullable Object> keep(
      Asked asked, List<Line> before, List<Line> wanted, String problems) {
    Checked checked = Checked.of(wanted, shelf.onSale(Orders.ids(wanted), asked.conversation()));
    List<Line> lines = checked.lines();
    if (!lines.equals(before)) {
      change(asked, lines);
    }
    asked.exchange().setProperty(PROPERTY, lines);
    String told = String.join("\n", List.of(problems, checked.told())).strip();
    Map<String, @Nullable Object> cart = new LinkedHashMap<>();
    cart.put("lines", lines.isEmpty() ? null : Line.told(lines));
    cart.put("total", Line.total(lines));
    cart.put("count", lines.stream().mapToInt(Line::quantity).sum());
    cart.put("empty", lines.isEmpty());
    cart.put("problems", told.isEmpty() ? null : told);
    asked.set("carrinho", cart);
    return cart;
  }

  private void change(Asked asked, List<Line> lines) {
    String conversation = asked.conversation();
    List<Map<String, @Nullable Object>> items = lines.stream().map(OrderEvents::item).toList();
    Effects.of(asked.exchange())
        .change(
            new StateChange(
                "cart-keep",
                Map.of("items", items, "total", Line.total(lines)),
                now -> table.keep(conversation, lines, now)));
  }
}
