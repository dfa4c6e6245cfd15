package dev.recado.sales.movein;

/** What became of a record. */
enum Change {
  /** It was not there before. */
  NEW,
  /** It is different now. */
  CHANGED,
  /** All was so before. */
  UNCHANGED,
  /** It is a part of what was counted as unchanged, and changes that. */
  CHANGED_BY_A_PART,
  /** It is a part of what was counted already. */
  COUNTED;

  static Change of(boolean isNew, boolean changed) {
    if (isNew) {
      return NEW;
    }
    return changed ? CHANGED : UNCHANGED;
  }
}
