package dev.recado.authoring.lint;

/** How bad a finding is. */
public enum Severity {
  /** The flow does not load, does not do what it says, or endangers what the hub promises. */
  ERROR,
  /** It works, and somebody will be sorry. */
  WARNING
}
