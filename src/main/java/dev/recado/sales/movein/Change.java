package dev.recado.sales.movein;

/** What became of a record. */
enum Change {
  /** It was not there before. */
  NEW,
  /** It is different now. */
  CHANGED,
  /** All was so before. */
  UNCHANGED;

  static Change of(boolean isNew, boolean changed) {
    if (isNew) {
      return NEW;
    }
    return changed ? CHANGED : UNCHANGED;
  }
}
