package dev.recado.sales.crm;

import dev.recado.spine.outbox.Outcome;

/**
 * A CRM that takes leads, and what is to be written down about them.
 *
 * <p>Each method may be called again with the same external id after an answer was lost, and then
 * writes nothing twice. Each throws {@link dev.recado.spine.flow.TryLaterException} where the CRM
 * is away and {@link dev.recado.spine.flow.UnprocessableException} where it refuses.
 */
public interface Crm {

  /**
   * Brings a lead; of somebody whose lead is open it is told there.
   *
   * @param facts who it is
   */
  Outcome lead(LeadFacts facts);

  /**
   * Writes a note on the open lead of somebody.
   *
   * @param entry whose
   * @param text plain, several lines if need be
   */
  Outcome note(CrmEntry entry, String text);

  /**
   * Changes the open lead of somebody.
   *
   * @param entry whose, and what
   */
  Outcome update(CrmEntry entry);

  /**
   * Hands out a task on the open lead of somebody.
   *
   * @param entry whose, what, who and until when
   */
  Outcome task(CrmEntry entry);

  /**
   * Ends a conversation in the CRM's own chat, and with it what a bot of the CRM does there.
   *
   * @param entry which
   * @return refused by a CRM that has no chats
   */
  default Outcome closeTalk(CrmEntry entry) {
    return new Outcome.Refused(
        "Este CRM não tem conversas para fechar: desligue recado.kommo.taken.close-talk");
  }
}
