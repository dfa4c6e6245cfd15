package dev.recado.sales.commerce;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that the business sells.
 *
 * @param id its number
 * @param category the number of its category, or null
 * @param name as customers read it
 * @param description or null
 * @param code its code in the business (SKU), or null
 * @param price of one piece, in reais
 * @param stock how many can still be sold; null if nobody counts them
 * @param synonyms other names under which customers ask for it
 * @param most the most pieces of one order
 * @param active whether it is on sale
 * @param odooId its {@code product.product} in Odoo, or null
 */
public record Product(
    long id,
    @Nullable Long category,
    String name,
    @Nullable String description,
    @Nullable String code,
    BigDecimal price,
    @Nullable Integer stock,
    List<String> synonyms,
    int most,
    boolean active,
    @Nullable Long odooId) {

  /** Copies the list. */
  public Product {
    synonyms = List.copyOf(synonyms);
  }

  /** The same with more pieces. */
  Product with(int pieces) {
    return stock == null || pieces == 0
        ? this
        : new Product(
            id,
            category,
            name,
            description,
            code,
            price,
            stock + pieces,
            synonyms,
            most,
            active,
            odooId);
  }

  /** How many pieces one order can have now. */
  int available() {
    return stock == null ? most : Math.min(most, stock);
  }
}
