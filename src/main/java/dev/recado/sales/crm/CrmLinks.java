package dev.recado.sales.crm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which records of the CRM belong to which conversation. */
public interface CrmLinks {

  /**
   * The CRM's records for a conversation.
   *
   * @param conversation the conversation's key
   * @param contact the contact's id in the CRM, or null
   * @param lead the open lead's id in the CRM, or null
   */
  record Link(String conversation, @Nullable String contact, @Nullable String lead) {}

  /**
   * Finds the records of a conversation.
   *
   * @param conversation the conversation's key, see {@link
   *     dev.recado.spine.outbox.Contacts#conversation}
   */
  Optional<Link> of(String conversation);

  /**
   * Finds the conversation of a contact.
   *
   * @param contact the contact's id in the CRM
   */
  Optional<Link> byContact(String contact);

  /**
   * Finds the conversation of a lead.
   *
   * @param lead the lead's id in the CRM
   */
  Optional<Link> byLead(String lead);

  /**
   * Stores the records of a conversation, in the caller's transaction if there is one; null changes
   * nothing.
   *
   * <p>A record of another conversation belongs to this one from now on.
   *
   * @param conversation the conversation's key
   * @param contact the contact's id, or null if unknown
   * @param lead the lead's id, or null if unknown
   */
  void learn(String conversation, @Nullable String contact, @Nullable String lead);

  /**
   * Stores the contact's latest conversation in the CRM's own chat.
   *
   * @param contact the contact's id; without a conversation of the contact, nothing changes
   * @param talk the id of the CRM's conversation
   */
  void talks(String contact, String talk);

  /**
   * Forgets a lead that is won, lost or deleted. The contact stays.
   *
   * @param lead the lead's id in the CRM
   */
  void forgetLead(String lead);
}
