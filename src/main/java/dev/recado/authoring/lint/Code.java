package dev.recado.authoring.lint;

import java.util.EnumSet;
import java.util.Set;

/** The codes of findings. {@code docs/lint.md} has a section for each. */
enum Code {
  R001("Unreadable YAML"),
  R002("YAML that does not follow Camel's schema"),
  R003("Unknown component, language or data format"),
  R004("Unknown, invalid or missing component option"),
  R005("Unknown Kamelet"),
  R006("Unknown, invalid or missing Kamelet property"),
  R007("Unknown bean or method"),
  R008("Undefined setting"),
  R009("Missing SQL file, or invalid SQL parameter"),
  R010("Missing or invalid message template"),
  R011("Template placeholders and parameters that do not match"),
  R012("Link to a missing route"),
  R013("Route that nothing calls", Severity.WARNING),
  R014("Duplicate id"),
  R015("Name that is not kebab-case, or differs from its file's name"),
  R016("Missing id"),
  R017("Route without a description"),
  R018("nodePrefixId that does not match the route id"),
  R019("Undefined routeConfigurationId"),
  R020("Circuit breaker that hides failures"),
  R021("Send that bypasses the outbox"),
  R022("Outside text used as an address or a script"),
  R023("Secret in clear text"),
  R024("Unknown event type"),
  R025("Intent without a flow, a template or a phrase"),
  R026("Flow without a test, or test without a flow", Severity.WARNING),
  R027("Comment that Kaoto would delete"),
  R028("Kamelet whose name, file and type do not match"),
  R029("Missing or wrong Kamelet annotation"),
  R030("Missing or unclear Kamelet title or description"),
  R031("Incomplete or invalid Kamelet property"),
  R032("Kamelet placeholders and properties that do not match"),
  R033("Kamelet with the wrong start or end"),
  R034("Missing or unused Kamelet dependency"),
  R035("Invalid Simple expression"),
  R036("Invalid duration or number"),
  R037("File that the hub does not read"),
  R038("Two routes with the same address"),
  R039("Setting that flows may not read"),
  R040("Expression that reads more than the event"),
  R041("Bean, class or component that flows may not use"),
  R042("SQL that flows may not run"),
  R043("Field that an action does not return"),
  R044("Route that starts by itself"),
  R045("Step that waits for messages"),
  R046("Invalid schedule"),
  R047("Two flows with the same schedule"),
  R048("Step id that nothing uses", Severity.WARNING),
  R049("Variable that nothing sets", Severity.WARNING),
  R050("Step that the flow does not wait for", Severity.WARNING),
  R051("Content of an http-call that cannot be sent as it is meant"),
  R054("Unknown database"),
  R057("Setting or credential that is not set"),
  R060("Phrase or keyword that teaches nothing"),
  R061("Intent with few phrases", Severity.WARNING),
  R062("Unknown or missing field of the intents"),
  R063("Invalid source of webhooks"),
  R064("Wrong fact by which leads are qualified");

  /** What these say of a file may come from a mistake in the file that it names. */
  private static final Set<Code> OF_ANOTHER_FILE =
      EnumSet.of(R005, R006, R009, R010, R011, R012, R019, R024, R025, R026, R043);

  private final String title;
  private final Severity severity;

  Code(String title) {
    this(title, Severity.ERROR);
  }

  Code(String title, Severity severity) {
    this.title = title;
    this.severity = severity;
  }

  String title() {
    return title;
  }

  Severity severity() {
    return severity;
  }

  boolean ofAnotherFile() {
    return OF_ANOTHER_FILE.contains(this);
  }
}
