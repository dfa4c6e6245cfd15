package dev.recado.authoring.lint;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  /** The flow does not load, does not do what it says, or breaks a promise of the hub. */
  ERROR,
  /** The flow works, but this may cause trouble later. */
  WARNING,
  /** Nothing is wrong here; the hub that will run the flow needs something. */
  NOTE;

  /** The word that lint prints. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
