package dev.recado.systems.kommo;

import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whom a person has chosen to answer for a lead.
 *
 * <p>Kommo leaves no lead without somebody: of a lead that an integration makes, the user of its
 * token answers for it, and nobody chose that.
 */
final class KommoOwners {

  private final Set<String> nobody;
  private final KommoTokens tokens;
  private final KommoWrites writes;
  private final Sellers sellers;

  /**
   * Makes it.
   *
   * @param nobody ids of users who count as nobody; empty: the token's own user does
   * @param writes knows which leads the hub has made and named nobody for yet
   */
  KommoOwners(Set<String> nobody, KommoTokens tokens, KommoWrites writes, Sellers sellers) {
    this.nobody = Set.copyOf(nobody);
    this.tokens = tokens;
    this.writes = writes;
    this.sellers = sellers;
  }

  /** The id of who was chosen; empty where nobody was. */
  Optional<String> chosen(KommoLead lead) {
    return Optional.ofNullable(lead.responsible())
        .filter(user -> !countsAsNobody(user))
        .filter(user -> !writes.unclaimed(lead.id()));
  }

  /** The id of who was chosen to answer for a contact; empty where nobody was. */
  Optional<String> chosen(KommoContact contact) {
    return Optional.ofNullable(contact.responsible()).filter(user -> !countsAsNobody(user));
  }

  /** The seller who was chosen, if he is given leads here. */
  Optional<Seller> seller(KommoLead lead) {
    return chosen(lead)
        .flatMap(user -> sellers.byExternalId(KommoWebhooks.NAME, user))
        .filter(Seller::active);
  }

  /** Whether leads are this user's without that a person has chosen him. */
  boolean countsAsNobody(String user) {
    return nobody.isEmpty()
        ? tokens.user().filter(user::equals).isPresent()
        : nobody.contains(user);
  }
}
