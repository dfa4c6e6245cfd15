package dev.recado.sales.seller;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.outbox.Contacts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the CRM who answers for a lead, for the Kamelet {@code lead-owner-action}. */
public final class LeadOwner {

  private static final Logger log = LoggerFactory.getLogger(LeadOwner.class);

  private final CrmPeople people;
  private final Sellers sellers;

  LeadOwner(CrmPeople people, Sellers sellers) {
    this.people = people;
    this.sellers = sellers;
  }

  /**
   * Sets the variable {@code owner}: a map with {@code chosen} (the id, in the CRM, of who was
   * chosen by a person), {@code lead}, {@code contact}, {@code phone} and {@code name}, each maybe
   * null; empty where no CRM is configured or it knows nobody.
   *
   * @param exchange whose variables {@code ownerLead} and {@code ownerPhone} say whose lead it is
   * @throws dev.recado.spine.flow.TryLaterException where the CRM is away
   */
  public void find(Exchange exchange) {
    Map<String, @Nullable Object> owner = new LinkedHashMap<>();
    find(
            exchange.getVariable("ownerLead", String.class),
            exchange.getVariable("ownerPhone", String.class))
        .ifPresent(
            found -> {
              owner.put("chosen", found.responsible());
              owner.put("lead", found.lead());
              owner.put("contact", found.contact());
              owner.put("phone", found.phone());
              owner.put("name", found.name());
            });
    exchange.setVariable("owner", owner);
  }

  /**
   * Finds a lead in the CRM.
   *
   * <p>A CRM that refuses (a token that has ended, an account that is not paid) is told of by what
   * is to be written there; nobody waits for his greeting because of it.
   *
   * @param lead its id there, or null
   * @param phone whose lead it is where no id is known, in any form, or null
   * @return empty where no CRM is configured, it refuses, or it knows nobody
   * @throws dev.recado.spine.flow.TryLaterException where the CRM is away
   */
  public Optional<Found> find(@Nullable String lead, @Nullable String phone) {
    try {
      return lead != null && !lead.isBlank()
          ? people.lead(lead)
          : Phones.address(phone).digits().flatMap(people::person);
    } catch (UnprocessableException e) {
      log.warn("The CRM was asked for the owner of a lead and refused: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Gives a conversation to the active seller who answers for the lead in the CRM; one that has a
   * seller keeps that one.
   *
   * @param conversation its key
   * @param found what the CRM said of the lead
   */
  public void settle(String conversation, Found found) {
    String responsible = found.responsible();
    if (responsible != null && found.open() && sellers.of(conversation).isEmpty()) {
      sellers
          .byExternalId(found.origin(), responsible)
          .filter(Seller::active)
          .ifPresent(
              seller -> sellers.move(conversation, seller.id(), "Responsável no CRM pelo lead"));
    }
  }

  /**
   * Takes in a record that is older than the hub: its contact and its lead belong to the customer's
   * conversation from now on, and the conversation to the seller who answers for the lead.
   *
   * @param found the record as the CRM has it, or empty
   * @return the customer's phone in digits, or empty
   */
  public Optional<String> meet(Optional<Found> found) {
    return found.flatMap(
        record -> {
          Optional<String> phone = people.meet(record);
          phone.map(Contacts::conversation).ifPresent(key -> settle(key, record));
          return phone;
        });
  }
}
