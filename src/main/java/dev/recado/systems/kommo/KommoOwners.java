package dev.recado.systems.kommo;

import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which user a person has made responsible for a lead.
 *
 * <p>Every lead in Kommo has a responsible user. For a lead that an integration creates, that is
 * the user of its token, although no person chose this user.
 */
final class KommoOwners {

  private final Set<String> nobody;
  private final KommoTokens tokens;
  private final KommoWrites writes;
  private final Sellers sellers;

  /**
   * Creates the rule.
   *
   * @param nobody ids of users who do not count as chosen; if empty, the token's own user does not
   *     count
   * @param writes knows the leads that the hub created and that have no chosen user yet
   */
  KommoOwners(Set<String> nobody, KommoTokens tokens, KommoWrites writes, Sellers sellers) {
    this.nobody = Set.copyOf(nobody);
    this.tokens = tokens;
    this.writes = writes;
    this.sellers = sellers;
  }

  /** The id of the chosen user; empty if no person chose one. */
  Optional<String> chosen(KommoLead lead) {
    return Optional.ofNullable(lead.responsible())
        .filter(user -> !countsAsNobody(user))
        .filter(user -> !writes.unclaimed(lead.id()));
  }

  /** The id of the chosen user of a contact; empty if no person chose one. */
  Optional<String> chosen(KommoContact contact) {
    return Optional.ofNullable(contact.responsible()).filter(user -> !countsAsNobody(user));
  }

  /** The seller who was chosen, if the hub gives leads to this seller. */
  Optional<Seller> seller(KommoLead lead) {
    return chosen(lead)
        .flatMap(user -> sellers.byExternalId(KommoWebhooks.NAME, user))
        .filter(Seller::active);
  }

  /** Whether this user may be responsible without a person's choice. */
  boolean countsAsNobody(String user) {
    return nobody.isEmpty()
        ? tokens.user().filter(user::equals).isPresent()
        : nobody.contains(user);
  }
}
