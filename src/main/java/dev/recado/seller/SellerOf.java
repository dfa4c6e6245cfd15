package dev.recado.seller;

import dev.recado.outbox.Contacts;
import java.util.Objects;
import org.apache.camel.Exchange;

/** Tells whose a conversation is, for the Kamelet {@code seller-of-action}. */
public final class SellerOf {

  private final Sellers sellers;

  SellerOf(Sellers sellers) {
    this.sellers = sellers;
  }

  /**
   * Sets the variable {@code seller}: see {@link Seller#facts}, or null where the conversation has
   * none who is active.
   *
   * @param exchange whose variable {@code sellerOf} says whose conversation it is: a phone, or the
   *     chat id where the phone is hidden
   */
  public void find(Exchange exchange) {
    String to = Objects.requireNonNull(exchange.getVariable("sellerOf", String.class));
    exchange.setVariable(
        "seller",
        sellers.of(Contacts.conversation(to)).filter(Seller::active).map(Seller::facts).orElse(null));
  }
}
