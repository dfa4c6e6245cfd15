package dev.recado.ground.settings;

/**
 * One setting that cannot be right.
 *
 * @param name the environment variable, or the property if no variable sets it
 * @param where where it was set; empty if it was not
 * @param what what is wrong, without the value: it may be a secret in the wrong place
 * @param remedy what to do
 */
record Complaint(String name, String where, String what, String remedy) {

  /** One line. */
  @Override
  public String toString() {
    return "%s%s %s %s".formatted(name, where.isEmpty() ? "" : " (" + where + ")", what, remedy);
  }
}
