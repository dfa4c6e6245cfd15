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

/** Asks the CRM for the responsible user of a lead, for the Kamelet {@code lead-owner-action}. */
public final class LeadOwner {

  private static final Logger log = LoggerFactory.getLogger(LeadOwner.class);

  private final CrmPeople people;
  private final Sellers sellers;

  LeadOwner(CrmPeople people, Sellers sellers) {
    this.people = people;
    this.sellers = sellers;
  }

  /**
   * Sets the variable {@code owner}: a map with {@code chosen} (the CRM's id of the user that a
   * person chose), {@code lead}, {@code contact}, {@code phone} and {@code name}; each may be null.
   * The map is empty if no CRM is configured or the CRM finds nobody.
   *
   * @param exchange its variables {@code ownerLead} and {@code ownerPhone} name the lead
   * @throws dev.recado.spine.flow.TryLaterException if the CRM is unavailable
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
              owner.put("phone", unmistakable(found.phone()));
              owner.put("name", found.name());
            });
    exchange.setVariable("owner", owner);
  }

  /**
   * Finds a lead in the CRM.
   *
   * <p>A CRM may refuse because of an expired token or an unpaid account. The effects that write to
   * this CRM report that. The greeting does not wait for it.
   *
   * @param lead the lead's id there, or null
   * @param phone the customer's phone in any form, for a lead without an id, or null
   * @return empty if no CRM is configured, the CRM refuses, or it finds nobody
   * @throws dev.recado.spine.flow.TryLaterException if the CRM is unavailable
   */
  public Optional<Found> find(@Nullable String lead, @Nullable String phone) {
    try {
      return lead != null && !lead.isBlank()
          ? people.lead(lead)
          : Phones.address(phone).digits().flatMap(people::person);
    } catch (UnprocessableException e) {
      log.warn("The CRM refused to name the owner of a lead: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Gives a conversation to the active seller who is responsible for the lead in the CRM. A
   * conversation with a seller keeps that one.
   *
   * @param conversation the conversation's key
   * @param found the lead's data from the CRM
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
   * Stores a record that is older than the hub. Its contact and its lead then belong to the
   * customer's conversation, and the lead's seller gets the conversation.
   *
   * @param found the record from the CRM, or empty
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

  private static @Nullable String unmistakable(@Nullable String phone) {
    return phone == null ? null : Phones.unmistakable(phone);
  }
}
