package dev.recado.sales.crm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which records of the CRM belong to which conversation. */
public interface CrmLinks {

  /**
   * What is known of a conversation in the CRM.
   *
   * @param conversation its key
   * @param contact the id of the contact there, or null
   * @param lead the id of the open lead there, or null
   */
  record Link(String conversation, @Nullable String contact, @Nullable String lead) {}

  /**
   * Finds the records of a conversation.
   *
   * @param conversation its key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   */
  Optional<Link> of(String conversation);

  /**
   * Finds the conversation of a contact.
   *
   * @param contact its id in the CRM
   */
  Optional<Link> byContact(String contact);

  /**
   * Finds the conversation of a lead.
   *
   * @param lead its id in the CRM
   */
  Optional<Link> byLead(String lead);

  /**
   * Writes down what was learnt, in the caller's transaction if there is one; null changes nothing.
   *
   * <p>A record that belonged to another conversation belongs to this one from now on.
   *
   * @param conversation its key
   * @param contact the contact's id, or null where it was not learnt
   * @param lead the lead's id, or null where it was not learnt
   */
  void learn(String conversation, @Nullable String contact, @Nullable String lead);

  /**
   * Writes down in which conversation of the CRM's own chat a contact was met last.
   *
   * @param contact the contact's id; one that belongs to no conversation changes nothing
   * @param talk the id of the CRM's conversation
   */
  void talks(String contact, String talk);

  /**
   * Forgets a lead that is won, lost or deleted; the contact stays.
   *
   * @param lead its id in the CRM
   */
  void forgetLead(String lead);
}
