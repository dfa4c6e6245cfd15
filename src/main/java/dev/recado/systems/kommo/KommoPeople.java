package dev.recado.systems.kommo;

import dev.recado.sales.crm.CrmEntry;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmLinks.Link;
import dev.recado.spine.flow.UnprocessableException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a person's open lead, or at least the contact. */
final class KommoPeople {

  /** Each lead costs a call; no person has more open leads than this. */
  private static final int MOST_LEADS = 10;

  private final Kommo kommo;
  private final CrmLinks links;

  KommoPeople(Kommo kommo, CrmLinks links) {
    this.kommo = kommo;
    this.links = links;
  }

  /**
   * The record that a note or a task belongs to.
   *
   * @param kind {@code leads} or {@code contacts}
   * @param id of the lead or contact
   */
  record Place(String kind, String id) {

    static Place of(String written) {
      String[] parts = written.split("/", 2);
      return new Place(parts[0], parts[1]);
    }

    boolean lead() {
      return kind.equals("leads");
    }

    @Override
    public String toString() {
      return kind + "/" + id;
    }
  }

  /** Finds the place of an entry: the lead that it names, or else the open lead of the contact. */
  Place of(CrmEntry entry) {
    if (entry.lead() != null) {
      return new Place("leads", Kommo.number(entry.lead()));
    }
    Optional<Link> link = Optional.ofNullable(entry.conversation()).flatMap(links::of);
    return link.map(Link::lead)
        .filter(this::stillOpen)
        .map(lead -> new Place("leads", lead))
        .orElseGet(() -> search(entry, link.map(Link::contact).orElse(null)));
  }

  private boolean stillOpen(String lead) {
    boolean open = kommo.lead(lead).filter(KommoLead::open).isPresent();
    if (!open) {
      links.forgetLead(lead);
    }
    return open;
  }

  private Place search(CrmEntry entry, @Nullable String known) {
    List<KommoContact> contacts =
        known == null
            ? byPhone(entry)
            : kommo.contact(known).map(List::of).orElseGet(() -> byPhone(entry));
    if (contacts.isEmpty()) {
      throw new UnprocessableException(
          "O Kommo não tem contato com este telefone: cadastre-o no Kommo, ou deixe o fluxo criar o"
              + " lead antes (crm-lead), e reenvie");
    }
    Optional<String> lead = openLead(contacts);
    if (entry.conversation() != null) {
      links.learn(entry.conversation(), contacts.get(0).id(), lead.orElse(null));
    }
    return lead.map(id -> new Place("leads", id))
        .orElseGet(() -> new Place("contacts", contacts.get(0).id()));
  }

  private List<KommoContact> byPhone(CrmEntry entry) {
    return kommo.contactsByPhone(
        entry
            .phone()
            .orElseThrow(
                () ->
                    new UnprocessableException(
                        "Esta conversa não tem telefone, e sem ele o Kommo não acha o contato")));
  }

  /** The newest open lead. */
  Optional<String> openLead(List<KommoContact> contacts) {
    return contacts.stream()
        .flatMap(contact -> contact.leads().stream())
        .distinct()
        .sorted(Comparator.comparing((String lead) -> Long.valueOf(lead)).reversed())
        .limit(MOST_LEADS)
        .filter(lead -> kommo.lead(lead).filter(KommoLead::open).isPresent())
        .findFirst();
  }
}
