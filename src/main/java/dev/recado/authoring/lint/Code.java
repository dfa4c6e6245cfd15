package dev.recado.authoring.lint;

/** The codes of findings. {@code docs/lint.md} has a section for each. */
enum Code {
  R001("The YAML cannot be read"),
  R002("It does not follow Camel's YAML schema"),
  R003("A component, language or data format that is not in this hub"),
  R004("An option that the component does not take"),
  R005("A Kamelet that is not there"),
  R006("A property that the Kamelet does not take"),
  R007("A bean or a method that is not there"),
  R008("A setting that nobody defines"),
  R009("An SQL file that is not there, or a parameter that cannot be"),
  R010("A message template that is not there or cannot be read"),
  R011("Places and parameters of a template that do not meet"),
  R012("A link to a route that is not there"),
  R013("A route that nobody calls", Severity.WARNING),
  R014("An id that is there twice"),
  R015("A name that is not kebab-case, or not that of its file"),
  R016("An id that is missing"),
  R017("A route without a description"),
  R018("A nodePrefixId that is not the route's"),
  R019("A routeConfigurationId that nobody defines"),
  R020("A circuit breaker that hides failures"),
  R021("A send that bypasses the outbox"),
  R022("A user's text becomes an address or a script"),
  R023("A secret in clear"),
  R024("An event type that does not exist"),
  R025("An intent and its flow that do not meet"),
  R026("A flow without a test, or a test without a flow", Severity.WARNING),
  R027("A comment that Kaoto would drop"),
  R028("A Kamelet's name, file and type that do not meet"),
  R029("An annotation of a Kamelet that is missing or differs"),
  R030("A Kamelet that does not introduce itself"),
  R031("A Kamelet's property that does not introduce itself"),
  R032("Properties and places of a Kamelet that do not meet"),
  R033("A Kamelet that does not begin or end where it must"),
  R034("Dependencies of a Kamelet that do not name what it uses"),
  R035("An expression that cannot be read"),
  R036("A duration or number that cannot be read"),
  R037("A file that the hub does not read"),
  R038("Two routes that listen at one address"),
  R039("A setting that flows may not read"),
  R040("An expression that reaches beyond the event"),
  R041("A bean, class or component that flows may not use"),
  R042("SQL that flows may not run"),
  R043("A field that an action does not give"),
  R044("A route that begins by itself"),
  R045("A step that waits for messages"),
  R046("A schedule that says no times"),
  R047("Two flows with one schedule"),
  R048("An id that nobody needs", Severity.WARNING);

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
}
