package dev.recado.sales.commerce;

import java.util.Optional;

/** Finds what the business sells or sold, for the systems beside the hub. */
public final class Catalogue {

  private final ProductTable products;

  Catalogue(ProductTable products) {
    this.products = products;
  }

  /**
   * Finds a product, also one that is no longer sold: an old order goes on naming it.
   *
   * @param id its number
   */
  public Optional<Product> byId(long id) {
    return products.everById(id);
  }
}
