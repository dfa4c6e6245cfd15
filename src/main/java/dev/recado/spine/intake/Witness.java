package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;

/** Sees what intake does, after it has been committed. */
interface Witness {

  /** Records that were dropped because they had been here before. */
  void duplicates(int count);

  /** A run was written down. */
  void processed(InboundRecord record, Decision decision);
}
