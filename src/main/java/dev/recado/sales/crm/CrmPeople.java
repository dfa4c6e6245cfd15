package dev.recado.sales.crm;

import dev.recado.chat.conversation.Identities;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.spine.outbox.Contacts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the people behind records of the CRM: those the hub knows, and those it has to ask for. */
public final class CrmPeople {

  private final CrmLinks links;
  private final Identities identities;
  private final List<CrmLookup> crms;

  /**
   * Makes one.
   *
   * @param crms who is asked for what is not known here; may be none
   */
  public CrmPeople(CrmLinks links, Identities identities, List<CrmLookup> crms) {
    this.links = links;
    this.identities = identities;
    this.crms = List.copyOf(crms);
  }

  /**
   * Tells how the customer of a lead is reached, where the hub knows it without asking.
   *
   * @param id the lead's in the CRM
   */
  public Optional<String> knownByLead(String id) {
    return links.byLead(id).map(CrmLinks.Link::conversation).flatMap(identities::address);
  }

  /**
   * Tells how a contact is reached, where the hub knows it without asking.
   *
   * @param id the contact's in the CRM
   */
  public Optional<String> knownByContact(String id) {
    return links.byContact(id).map(CrmLinks.Link::conversation).flatMap(identities::address);
  }

  /**
   * Asks for a lead, and changes nothing.
   *
   * @param id its id in the CRM, as somebody wrote it
   * @return empty where no CRM has it, or none is configured
   * @throws dev.recado.spine.flow.TryLaterException where the CRM is away
   * @throws dev.recado.spine.flow.UnprocessableException where the CRM refuses
   */
  public Optional<Found> lead(String id) {
    return ask(crm -> crm.lead(id));
  }

  /**
   * Asks for a contact, and changes nothing.
   *
   * @param id its id in the CRM, as somebody wrote it
   * @return as {@link #lead}, and throws as it does
   */
  public Optional<Found> contact(String id) {
    return ask(crm -> crm.contact(id));
  }

  /**
   * Asks for somebody by phone, and changes nothing.
   *
   * @param phone international digits
   * @return as {@link #lead}, and throws as it does
   */
  public Optional<Found> person(String phone) {
    return ask(crm -> crm.person(phone));
  }

  /**
   * Writes down whom the CRM knows: what is met late stands as if it had been met in time.
   *
   * <p>An open lead that stands here already was decided here and stays.
   *
   * @param found by {@link #lead} or {@link #contact}
   * @return the customer's phone, in digits; empty where the CRM has none
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
