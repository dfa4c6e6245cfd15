package dev.recado.sales.commerce;

import dev.recado.chat.entity.CountedWords;
import dev.recado.spine.simple.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Shows what is on sale, and finds what a customer means, for the Kamelets {@code shop-*-action}.
 */
public final class Shop {

  /** WhatsApp lists ten rows; the last one may lead to more. */
  private static final int ROWS = 9;

  private static final int LONGEST_DESCRIPTION = 72;

  private final ProductTable products;
  private final Shelf shelf;

  Shop(ProductTable products, Shelf shelf) {
    this.products = products;
    this.shelf = shelf;
  }

  /**
   * Sets the variable {@code vitrine}: a page of the categories as rows of a list.
   *
   * @param exchange with the variable {@code shopPage}
   */
  public void categories(Exchange exchange) {
    Asked asked = new Asked(exchange);
    List<Map<String, @Nullable Object>> rows =
        products.categories().stream()
            .map(one -> row("categoria:" + one.id(), one.name(), one.description()))
            .toList();
    asked.set("vitrine", page(rows, asked));
  }

  /**
   * Sets the variable {@code vitrine}: a page of the products as rows of a list.
   *
   * @param exchange with the variables {@code shopCategory}, which may be empty, and {@code
   *     shopPage}
   */
  public void products(Exchange exchange) {
    Asked asked = new Asked(exchange);
    List<Map<String, @Nullable Object>> rows =
        products.onSale(asked.number("shopCategory")).stream()
            .filter(one -> one.available() > 0)
            .map(Shop::row)
            .toList();
    asked.set("vitrine", page(rows, asked));
  }

  private static Map<String, @Nullable Object> row(Product product) {
    String price = Money.write(product.price(), null);
    return row(
        "produto:" + product.id(),
        product.name(),
        product.description() == null ? price : price + " · " + product.description());
  }

  private static Map<String, @Nullable Object> row(
      String id, String title, @Nullable String description) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("id", id);
    row.put("title", title);
    if (description != null) {
      row.put(
          "description",
          description.length() > LONGEST_DESCRIPTION
              ? description.substring(0, LONGEST_DESCRIPTION - 1) + "…"
              : description);
    }
    return row;
  }

  private static Map<String, @Nullable Object> page(
      List<Map<String, @Nullable Object>> all, Asked asked) {
    Long wished = asked.number("shopPage");
    int pages = Math.max(1, (all.size() + ROWS - 1) / ROWS);
    int page = wished == null ? 1 : (int) Math.max(1, Math.min(wished, pages));
    List<Map<String, @Nullable Object>> rows =
        new ArrayList<>(all.subList((page - 1) * ROWS, Math.min(all.size(), page * ROWS)));
    if (pages > 1) {
      int next = page == pages ? 1 : page + 1;
      rows.add(row("mais:" + next, "Ver mais opções", null));
    }
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("rows", rows);
    shown.put("total", all.size());
    shown.put("page", page);
    shown.put(
        "first",
        all.size() == 1 ? String.valueOf(all.get(0).get("id")).replaceFirst(".*:", "") : null);
    return shown;
  }

  /**
   * Sets the variable {@code escolha}: what a text or a pressed row means.
   *
   * @param exchange with the variables {@code shopText} and {@code shopButton}, of which either may
   *     be empty, and {@code shopQuantity}, how many if the text does not say it
   */
  public void find(Exchange exchange) {
    Asked asked = new Asked(exchange);
    String button = asked.text("shopButton");
    String text = asked.text("shopText");
    Map<String, @Nullable Object> found =
        button == null ? with("none", "words", null) : pressed(button, asked);
    if ("none".equals(found.get("kind")) && text != null) {
      found = said(text, asked);
    }
    asked.set("escolha", found);
  }

  private Map<String, @Nullable Object> pressed(String button, Asked asked) {
    String number = button.replaceFirst(".*:", "");
    boolean numbered = number.matches("\\d{1,9}");
    if (button.startsWith("mais:") && numbered) {
      return with("more", "page", Integer.valueOf(number));
    }
    if (button.startsWith("categoria:") && numbered) {
      return with("category", "category", Long.valueOf(number));
    }
    if (button.startsWith("produto:") && numbered) {
      List<Product> all = products.onSale((Long) null);
      return all.stream()
          .filter(one -> one.id() == Long.parseLong(number))
          .findFirst()
          .map(one -> chosen(one, quantity(asked)))
          .orElseGet(() -> with("gone", "words", "Esse produto não está mais à venda."));
    }
    return with("none", "words", null);
  }

  private static @Nullable Integer quantity(Asked asked) {
    Long quantity = asked.number("shopQuantity");
    return quantity == null || quantity < 1 || quantity > 1_000_000
        ? null
        : Math.toIntExact(quantity);
  }

  private Map<String, @Nullable Object> said(String text, Asked asked) {
    List<Product> all = products.onSale((Long) null);
    Wish wish = Wish.of(text, all);
    Map<String, @Nullable Object> found = wished(wish, asked);
    // The name of a category is also a word of its products: "pizzas".
    if (List.of("none", "unknown", "doubt").contains(String.valueOf(found.get("kind")))) {
      Optional<Category> category = category(text);
      if (category.isPresent()) {
        return with("category", "category", category.get().id());
      }
    }
    return found;
  }

  private Optional<Category> category(String text) {
    String said = Menu.plain(text);
    return said.length() < 3
        ? Optional.empty()
        : products.categories().stream()
            .filter(
                one ->
                    me.xdrop.fuzzywuzzy.FuzzySearch.tokenSortRatio(Menu.plain(one.name()), said)
                        >= 85)
            .findFirst();
  }

  /** The first product without a number is asked for; of the others one is meant. */
  private static Map<String, @Nullable Object> wished(Wish wish, Asked given) {
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    List<Wish.Item> asked = new ArrayList<>();
    for (Wish.Item item : wish.items()) {
      if (item.quantity() == null && (asked.isEmpty() || item.strange())) {
        asked.add(item);
      } else {
        items.add(item(item.product(), item.quantity() == null ? 1 : item.quantity()));
      }
    }
    Wish.@Nullable Item open = asked.isEmpty() ? null : asked.remove(0);
    Integer known = quantity(given);
    if (open != null && known != null) {
      items.add(item(open.product(), known));
      open = null;
    }
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    found.put("kind", kind(wish, items, open));
    found.put("items", items);
    found.put("product", open == null ? null : open.product().id());
    found.put("name", open == null ? null : open.product().name());
    found.put("unknown", wish.unknown().isEmpty() ? null : String.join(", ", wish.unknown()));
    if (!wish.doubts().isEmpty()) {
      Wish.Doubt first = wish.doubts().get(0);
      found.put("words", first.words());
      found.put("quantity", first.quantity());
      found.put("rows", first.options().stream().map(Shop::row).toList());
      if (open != null) {
        asked.add(0, open);
      }
    }
    found.put("rest", rest(wish, asked));
    return found;
  }

  private static String kind(
      Wish wish, List<Map<String, @Nullable Object>> items, Wish.@Nullable Item open) {
    if (!wish.doubts().isEmpty()) {
      return "doubt";
    }
    if (open != null) {
      return "product";
    }
    if (!items.isEmpty()) {
      return "items";
    }
    return wish.unknown().isEmpty() ? "none" : "unknown";
  }

  /** What is to be asked after the first question, as a text that is read again. */
  private static @Nullable String rest(Wish wish, List<Wish.Item> asked) {
    String rest =
        Stream.concat(
                wish.doubts().stream()
                    .skip(1)
                    .map(one -> (one.quantity() == null ? "" : one.quantity() + " ") + one.words()),
                asked.stream().map(item -> item.product().name()))
            .collect(Collectors.joining(", "));
    return rest.isEmpty() ? null : rest;
  }

  private static Map<String, @Nullable Object> chosen(Product product, @Nullable Integer quantity) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    found.put("kind", quantity == null ? "product" : "items");
    found.put("items", quantity == null ? List.of() : List.of(item(product, quantity)));
    found.put("product", quantity == null ? product.id() : null);
    found.put("name", quantity == null ? product.name() : null);
    return found;
  }

  private static Map<String, @Nullable Object> item(Product product, int quantity) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("product", product.id());
    item.put("name", product.name());
    item.put("quantity", quantity);
    return item;
  }

  private static Map<String, @Nullable Object> with(
      String kind, String field, @Nullable Object value) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    found.put("kind", kind);
    found.put(field, value);
    return found;
  }

  /**
   * Sets the variable {@code quantidade}: the number that a text names, or a sentence for the
   * customer why it cannot be.
   *
   * @param exchange with the variables {@code shopText} and {@code shopProduct}, which may be empty
   */
  public void quantity(Exchange exchange) {
    Asked asked = new Asked(exchange);
    Long number = asked.number("shopProduct");
    Product product =
        number == null ? null : shelf.onSale(List.of(number), asked.conversation()).get(number);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("name", product == null ? null : product.name());
    answer.put("price", product == null ? null : product.price());
    answer.put("gone", product == null || product.available() == 0);
    Optional<CountedWords.Part> said = CountedWords.only(asked.text("shopText"));
    answer.put(
        "problem",
        said.isEmpty()
            ? "Não entendi a quantidade. Digite um número, como 2."
            : product != null && namesAnother(asked, product)
                ? "Primeiro a quantidade de %s: digite um número, como 2. Depois você escolhe outros produtos."
                    .formatted(product.name())
                : problem(said.get(), product));
    answer.put(
        "value",
        answer.get("problem") == null && said.isPresent() && said.get().count() != null
            ? said.get().count().intValueExact()
            : null);
    asked.set("quantidade", answer);
  }

  /** The number in "uma coca" does not count the pizzas that were asked about. */
  private boolean namesAnother(Asked asked, Product product) {
    String text = asked.text("shopText");
    if (text == null) {
      return false;
    }
    Map<String, @Nullable Object> found = said(text, asked);
    return "items".equals(found.get("kind"))
        && found.get("items") instanceof Collection<?> items
        && items.stream()
            .anyMatch(
                item ->
                    item instanceof Map<?, ?> named
                        && !String.valueOf(product.id())
                            .equals(String.valueOf(named.get("product"))));
  }

  private static @Nullable String problem(CountedWords.Part said, @Nullable Product product) {
    BigDecimal count = said.count() == null ? BigDecimal.ZERO : said.count();
    if (count.signum() <= 0) {
      return "A quantidade precisa ser 1 ou mais. Digite um número, como 2.";
    }
    if (said.strange()) {
      return "Só vendemos quantidades inteiras. Digite um número, como 2.";
    }
    if (product != null && count.compareTo(BigDecimal.valueOf(product.available())) > 0) {
      return Checked.shortage(product, Integer.MAX_VALUE);
    }
    return product == null && count.compareTo(BigDecimal.valueOf(10_000)) > 0
        ? "Essa quantidade é grande demais. Digite um número menor."
        : null;
  }
}
