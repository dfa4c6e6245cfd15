package dev.recado.sales.crm;

import dev.recado.spine.outbox.Outcome;

/**
 * A CRM that stores leads and notes about them.
 *
 * <p>A caller may repeat a call with the same external id after a lost answer; the CRM then writes
 * nothing twice. Each method throws {@link dev.recado.spine.flow.TryLaterException} if the CRM is
 * unavailable and {@link dev.recado.spine.flow.UnprocessableException} if it refuses.
 */
public interface Crm {

  /**
   * Creates a lead. If the person has an open lead, adds the facts to that one.
   *
   * @param facts the person's facts
   */
  Outcome lead(LeadFacts facts);

  /**
   * Writes a note on a person's open lead.
   *
   * @param entry the person
   * @param text plain text, with several lines if needed
   */
  Outcome note(CrmEntry entry, String text);

  /**
   * Changes a person's open lead.
   *
   * @param entry the person and the changes
   */
  Outcome update(CrmEntry entry);

  /**
   * Creates a task on a person's open lead.
   *
   * @param entry the person, the task, the responsible user and the deadline
   */
  Outcome task(CrmEntry entry);

  /**
   * Ends a conversation in the CRM's own chat, and so the work of a CRM bot there.
   *
   * @param entry the conversation
   * @return refused by a CRM without chats
   */
  default Outcome closeTalk(CrmEntry entry) {
    return new Outcome.Refused(
        "Este CRM não tem conversas para fechar: desligue recado.kommo.taken.close-talk");
  }
}
