package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;

/** Observes the intake after each commit. */
interface Witness {

  /** Events of a source were dropped because they were taken before. */
  void duplicates(String source, int count);

  /** A run was stored. */
  void processed(InboundRecord record, Decision decision);
}
