package dev.recado.systems.kommo;

import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmLookup;
import dev.recado.spine.outbox.Contacts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds people in Kommo by the number of a lead or contact, or by phone. */
final class KommoLookup implements CrmLookup {

  private final Kommo kommo;
  private final CrmLinks links;
  private final KommoPeople people;
  private final KommoOwners owners;

  KommoLookup(Kommo kommo, CrmLinks links, KommoOwners owners) {
    this.kommo = kommo;
    this.links = links;
    this.people = new KommoPeople(kommo, links);
    this.owners = owners;
  }

  @Override
  public boolean configured() {
    return kommo.configured();
  }

  @Override
  public Optional<Found> lead(String id) {
    return Kommo.isId(id)
        ? kommo.lead(id).filter(lead -> !lead.deleted()).map(this::withContact)
        : Optional.empty();
  }

  private Found withContact(KommoLead lead) {
    return found(lead, lead.contacts().stream().findFirst().flatMap(kommo::contact).orElse(null));
  }

  @Override
  public Optional<Found> contact(String id) {
    return Kommo.isId(id) ? kommo.contact(id).map(this::itself) : Optional.empty();
  }

  /** A contact without an open lead belongs to the contact's responsible user. */
  private Found itself(KommoContact contact) {
    Found found = withLead(List.of(contact));
    return found.lead() == null
        ? new Found(
            found.origin(),
            null,
            false,
            found.contact(),
            found.phone(),
            found.name(),
            owners.chosen(contact).orElse(null))
        : found;
  }

  @Override
  public Optional<Found> person(String phone) {
    List<KommoContact> contacts = kommo.contactsByPhone(phone);
    return contacts.isEmpty() ? Optional.empty() : Optional.of(withLead(contacts));
  }

  private Found withLead(List<KommoContact> contacts) {
    return found(people.openLead(contacts).flatMap(kommo::lead).orElse(null), contacts.get(0));
  }

  private Found found(@Nullable KommoLead lead, @Nullable KommoContact contact) {
    return new Found(
        KommoWebhooks.NAME,
        lead == null ? null : lead.id(),
        lead != null && lead.open(),
        contact == null ? null : contact.id(),
        contact == null ? null : phone(contact),
        contact == null ? null : contact.name(),
        lead == null ? null : owners.chosen(lead).orElse(null));
  }

  /** The phone of a contact; with several phones, the one that already has a conversation. */
  private @Nullable String phone(KommoContact contact) {
    Optional<String> settled = links.byContact(contact.id()).map(CrmLinks.Link::conversation);
    return contact.phones().stream()
        .filter(phone -> settled.filter(Contacts.conversation(phone)::equals).isPresent())
        .findFirst()
        .orElseGet(contact::phone);
  }
}
