package dev.recado.sales.seller;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the seller of a conversation, and of a contact or lead of the CRM. */
@RestController
@RequestMapping("/vendedor")
@ConditionalOnRole(Role.WEB)
@Tag(name = "vendedores")
class SellerOfController {

  private final Sellers sellers;
  private final Roster roster;
  private final CrmLinks links;
  private final CrmPeople people;
  private final Customers customers;
  private final LeadOwner owner;

  SellerOfController(
      Sellers sellers,
      Roster roster,
      CrmLinks links,
      CrmPeople people,
      Customers customers,
      LeadOwner owner) {
    this.sellers = sellers;
    this.roster = roster;
    this.links = links;
    this.people = people;
    this.owner = owner;
    this.customers = customers;
  }

  @GetMapping("/conversa/{id}")
  @Operation(summary = "Tells the seller of a conversation, by any of its ids or the phone")
  SellerView ofConversation(@PathVariable String id) {
    return customers
        .conversation(id)
        .flatMap(sellers::of)
        .map(this::view)
        .orElseThrow(() -> Refusal.missing("A conversa '" + id + "' não tem vendedor."));
  }

  @GetMapping("/contato/{id}")
  @Operation(
      summary = "Tells the seller of a contact, by its id in the CRM or the phone",
      description = "The hub asks the CRM for people that it does not know.")
  SellerView ofContact(@PathVariable String id) {
    Optional<Seller> here =
        links
            .byContact(id)
            .map(CrmLinks.Link::conversation)
            .or(() -> customers.conversation(id))
            .flatMap(sellers::of);
    return view(here.or(() -> inCrm(people.contact(id))), "O contato", id);
  }

  @GetMapping("/lead/{id}")
  @Operation(
      summary = "Tells the seller of a lead, by its id in the CRM",
      description = "The hub asks the CRM for people that it does not know.")
  SellerView ofLead(@PathVariable String id) {
    Optional<Seller> here = links.byLead(id).map(CrmLinks.Link::conversation).flatMap(sellers::of);
    return view(here.or(() -> inCrm(people.lead(id))), "O lead", id);
  }

  /** The responsible user in the CRM. A seller that the hub gave to the customer wins. */
  private Optional<Seller> inCrm(Optional<Found> found) {
    return found.flatMap(
        person ->
            owner
                .meet(Optional.of(person))
                .map(Contacts::conversation)
                .flatMap(sellers::of)
                .or(() -> responsible(person)));
  }

  private Optional<Seller> responsible(Found person) {
    String user = person.responsible();
    if (user == null) {
      return Optional.empty();
    }
    return Optional.of(
        sellers
            .byExternalId(person.origin(), user)
            .orElseThrow(
                () ->
                    Refusal.missing(
                        ("O responsável no CRM é o usuário %s, que não está entre os vendedores:"
                                + " chame POST /vendedores/sincronizar.")
                            .formatted(user))));
  }

  private SellerView view(Optional<Seller> seller, String what, String id) {
    return seller
        .map(this::view)
        .orElseThrow(
            () -> Refusal.missing(what + " '" + id + "' não é conhecido ou não tem vendedor."));
  }

  private SellerView view(Seller seller) {
    return SellerView.of(seller, roster.openLeads());
  }
}
