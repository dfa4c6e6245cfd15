package dev.recado.authoring.lint;

/** How bad a finding is. */
public enum Severity {
  /** The flow does not load, does not do what it says, or breaks a promise of the hub. */
  ERROR,
  /** The flow works, but this may cause trouble later. */
  WARNING
}
