package dev.recado.web;

import dev.recado.crm.CrmLinks;
import dev.recado.outbox.Contacts;
import dev.recado.phone.Phones;
import dev.recado.seller.Roster;
import dev.recado.seller.Sellers;
import dev.recado.startup.ConditionalOnRole;
import dev.recado.startup.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whose somebody is: by conversation, and by contact or lead of the CRM. */
@RestController
@RequestMapping("/vendedor")
@ConditionalOnRole(Role.WEB)
@Tag(name = "vendedores")
class SellerOfController {

  private final Sellers sellers;
  private final Roster roster;
  private final CrmLinks links;
  private final Customers customers;

  SellerOfController(Sellers sellers, Roster roster, CrmLinks links, Customers customers) {
    this.sellers = sellers;
    this.roster = roster;
    this.links = links;
    this.customers = customers;
  }

  @GetMapping("/conversa/{id}")
  @Operation(summary = "Tells whose a conversation is, by its key or the customer's phone")
  SellerView ofConversation(@PathVariable String id) {
    return seller(customers.conversation(id), "A conversa '" + id + "' não tem vendedor.");
  }

  @GetMapping("/contato/{id}")
  @Operation(summary = "Tells whose a contact is, by its id in the CRM or the phone")
  SellerView ofContact(@PathVariable String id) {
    Optional<String> known = links.byContact(id).map(CrmLinks.Link::conversation);
    return seller(
        known.or(() -> Phones.digits(id).map(Contacts::conversation)),
        "O contato '" + id + "' não é conhecido ou não tem vendedor.");
  }

  @GetMapping("/lead/{id}")
  @Operation(summary = "Tells whose a lead is, by its id in the CRM")
  SellerView ofLead(@PathVariable String id) {
    return seller(
        links.byLead(id).map(CrmLinks.Link::conversation),
        "O lead '" + id + "' não é conhecido ou não tem vendedor.");
  }

  private SellerView seller(Optional<String> conversation, String nobody) {
    return conversation
        .flatMap(sellers::of)
        .map(seller -> SellerView.of(seller, roster.openLeads()))
        .orElseThrow(() -> Refusal.missing(nobody));
  }
}
