package dev.recado.kommo;

import dev.recado.crm.CrmLookup;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds people in Kommo by the number of a lead or contact, or by phone. */
final class KommoLookup implements CrmLookup {

  private final Kommo kommo;
  private final KommoPeople people;
  private final KommoOwners owners;

  KommoLookup(Kommo kommo, KommoPeople people, KommoOwners owners) {
    this.kommo = kommo;
    this.people = people;
    this.owners = owners;
  }

  @Override
  public boolean configured() {
    return kommo.configured();
  }

  @Override
  public Optional<Found> lead(String id) {
    return Kommo.isNumber(id)
        ? kommo.lead(id).filter(lead -> !lead.deleted()).map(this::withContact)
        : Optional.empty();
  }

  private Found withContact(KommoLead lead) {
    return found(lead, lead.contacts().stream().findFirst().flatMap(kommo::contact).orElse(null));
  }

  @Override
  public Optional<Found> contact(String id) {
    return Kommo.isNumber(id)
        ? kommo.contact(id).map(contact -> withLead(List.of(contact)))
        : Optional.empty();
  }

  @Override
  public Optional<Found> person(String phone) {
    List<KommoContact> contacts = kommo.contactsByPhone(phone);
    return contacts.isEmpty() ? Optional.empty() : Optional.of(withLead(contacts));
  }

  private Found withLead(List<KommoContact> contacts) {
    return found(
        people.openLead(contacts).flatMap(kommo::lead).orElse(null), contacts.get(0));
  }

  private Found found(@Nullable KommoLead lead, @Nullable KommoContact contact) {
    return new Found(
        lead == null ? null : lead.id(),
        contact == null ? null : contact.id(),
        contact == null ? null : contact.phone(),
        contact == null ? null : contact.name(),
        lead == null ? null : owners.chosen(lead).orElse(null));
  }
}
