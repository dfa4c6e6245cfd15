package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;

/** Observes the intake after each commit. */
interface Witness {

  /** Records were dropped because they were taken before. */
  void duplicates(int count);

  /** A run was stored. */
  void processed(InboundRecord record, Decision decision);
}
