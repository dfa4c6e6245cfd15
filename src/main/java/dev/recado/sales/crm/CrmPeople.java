package dev.recado.sales.crm;

import dev.recado.chat.conversation.Identities;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.spine.outbox.Contacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the people of CRM records: first those that the hub knows, else by asking the CRM. */
public final class CrmPeople {

  private final CrmLinks links;
  private final Identities identities;
  private final List<CrmLookup> crms;

  /**
   * Makes the finder.
   *
   * @param crms the CRMs to ask about unknown people; may be empty
   */
  public CrmPeople(CrmLinks links, Identities identities, List<CrmLookup> crms) {
    this.links = links;
    this.identities = identities;
    this.crms = List.copyOf(crms);
  }

  /**
   * Gives the address of a lead's customer, if the hub knows it already.
   *
   * @param id the lead's id in the CRM
   */
  public Optional<String> knownByLead(String id) {
    return links.byLead(id).map(CrmLinks.Link::conversation).flatMap(identities::address);
  }

  /**
   * Gives a contact's address, if the hub knows it already.
   *
   * @param id the contact's id in the CRM
   */
  public Optional<String> knownByContact(String id) {
    return links.byContact(id).map(CrmLinks.Link::conversation).flatMap(identities::address);
  }

  /**
   * Asks the CRMs for a lead, and changes nothing.
   *
   * @param id the id in the CRM, as entered
   * @return empty if no CRM has it, or none is configured
   * @throws dev.recado.spine.flow.TryLaterException if the CRM is unavailable
   * @throws dev.recado.spine.flow.UnprocessableException if the CRM refuses
   */
  public Optional<Found> lead(String id) {
    return ask(crm -> crm.lead(id));
  }

  /**
   * Asks the CRMs for a contact, and changes nothing.
   *
   * @param id the id in the CRM, as entered
   * @return see {@link #lead}, also for exceptions
   */
  public Optional<Found> contact(String id) {
    return ask(crm -> crm.contact(id));
  }

  /**
   * Asks the CRMs for a person by phone, and changes nothing.
   *
   * @param phone international digits
   * @return see {@link #lead}, also for exceptions
   */
  public Optional<Found> person(String phone) {
    return ask(crm -> crm.person(phone));
  }

  /**
   * Stores a person that the CRM knows, as if the hub had met that person when the record was made.
   *
   * <p>If the hub already has an open lead for this person, that lead stays.
   *
   * @param found the result of {@link #lead} or {@link #contact}
   * @return the customer's phone in digits; empty if the CRM has none
   */
  public Optional<String> meet(Found found) {
    String phone = found.phone();
    if (phone == null) {
      return Optional.empty();
    }
    String conversation = Contacts.conversation(phone);
    boolean other = links.of(conversation).map(CrmLinks.Link::lead).isPresent();
    String lead = found.open() && !other ? found.lead() : null;
    if (found.contact() != null || lead != null) {
      links.learn(conversation, found.contact(), lead);
    }
    return Optional.of(phone);
  }

  private Optional<Found> ask(Function<CrmLookup, Optional<Found>> question) {
    return crms.stream()
        .filter(CrmLookup::configured)
        .map(question)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
