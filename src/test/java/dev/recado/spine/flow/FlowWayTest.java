package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.effect.EffectComponent;
import dev.recado.spine.flow.FlowOutcome.Done;
import dev.recado.spine.flow.FlowOutcome.Failed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

/** What a run tells of its way: the decisions before nothing, and the step before a failure. */
class FlowWayTest {

  private static final String FLOW = "flows/way.camel.yaml";
  private static final String SECRET = "moro na Rua das Flores 12";

  private final Routes routes = new Routes();

  @AfterEach
  void close() {
    routes.close();
  }

  private static GenericApplicationContext spring() {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean(
        "away",
        Processor.class,
        () ->
            exchange -> {
              throw new HttpOperationFailedException(
                  "https://user:pass@prices.example.com/v1?name=" + SECRET, 503, "", "", null, "");
            });
    spring.registerBean(
        "odd",
        Processor.class,
        () ->
            exchange -> {
              throw new IllegalStateException(
                  "cannot take '" + SECRET + "' at http://x.example/a?b");
            });
    spring.registerBean(
        "refused",
        Processor.class,
        () ->
            exchange -> {
              throw new IOException("no route to https://prices.example.com/v1?name=" + SECRET);
            });
    spring.refresh();
    return spring;
  }

  private FlowOutcome run(String steps) {
    EffectKinds kinds = new EffectKinds(List.of(new DropEffect()));
    Assembly assembly =
        new Assembly(
            spring(),
            List.of(
                (context, files) -> {
                  context.addComponent(
                      "effect", new EffectComponent(kinds.taker(Templates.in(files))));
                  context.getCamelContextExtension().addInterceptStrategy(new Passing());
                  return Map.of();
                }),
            Set.of("away", "odd", "refused"));
    String flow =
        "- route:\n    id: way\n    nodePrefixId: way-\n    from:\n      uri: direct:way\n"
            + "      steps:\n"
            + steps.indent(8);
    Generation generation = assembly.build(RouteFiles.NONE.with(FLOW, flow));
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total", 50);
    body.put("name", SECRET);
    body.put("items", List.of(1, 2, 3));
    Event event =
        new Event(UUID.randomUUID(), "test", "way", "test:1", Clock.systemUTC().instant(), body);
    return new CamelFlows(routes, null, Clock.systemUTC()).run(event, null, 0);
  }

  private String why(String steps) {
    FlowOutcome outcome = run(steps);
    assertThat(outcome).isInstanceOf(Done.class);
    return String.valueOf(((Done) outcome).why());
  }

  private String reason(String steps) {
    FlowOutcome outcome = run(steps);
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).reason();
  }

  @Test
  void aRunWithoutEffectsNamesTheBranchesThatItTook() {
    String why =
        why(
            """
            - choice:
                when:
                  - simple: "${body[total]} > 100"
                    steps:
                      - log: much
                  - simple: "${body[total]} > 10"
                    steps:
                      - log: some
                otherwise:
                  steps:
                    - log: little
            - choice:
                when:
                  - simple: "${body[total]} > 100"
                    steps:
                      - log: much
                otherwise:
                  steps:
                    - log: little
            - filter:
                simple: "${body[total]} > 100"
                steps:
                  - log: much
            - filter:
                simple: "${body[total]} > 10"
                steps:
                  - log: much
            - choice:
                when:
                  - simple: "${body[total]} > 100"
                    steps:
                      - log: much
            - to:
                uri: effect:drop
                parameters:
                  when: "${body[total]} == 0"
                  reason: x
            """);
    assertThat(why)
        .isEqualTo(
            "Nada a fazer: way-choice: when ${body[total]} > 10; way-choice-2: otherwise;"
                + " way-filter: não passou; way-filter-2: passou; way-choice-3: nenhum ramo;"
                + " way-effect: o seu 'when' não valeu");
  }

  @Test
  void ofManyDecisionsTheLastOnesAreTold() {
    String why =
        why(
            """
            - loop:
                constant: "500"
                steps:
                  - filter:
                      simple: "${body[total]} > 100"
                      steps:
                        - log: much
            - filter:
                id: last
                simple: "${body[total]} > 100"
                steps:
                  - log: much
            """);
    assertThat(why.split(";")).hasSize(8);
    assertThat(why).endsWith("; way-last: não passou");
  }

  @Test
  void aFlowThatDecidesNothingTellsNothing() {
    assertThat(((Done) run("- log: hello\n")).why()).isNull();
  }

  @Test
  void aFailedCallIsNamedByItsStepAndNotByItsAddress() {
    assertThat(reason("- process:\n    id: ask-price\n    ref: away\n"))
        .isEqualTo(
            "Um sistema de fora não responde: HTTP 503 de prices.example.com"
                + " (fluxo way, passo way-ask-price em flows/way.camel.yaml)");
    assertThat(reason("- process:\n    id: ask-price\n    ref: refused\n"))
        .contains("IOException: no route to https://prices.example.com")
        .doesNotContain("Flores");
  }

  @Test
  void theInnermostStepThatFailedIsNamed() {
    String split =
        """
        - split:
            simple: "${body[items]}"
            stopOnException: true
            steps:
              - log: one
              - process:
                  id: inside
                  ref: away
        - log: never
        """;
    assertThat(reason(split)).contains("passo way-inside em");
  }

  @Test
  void anExpressionThatFailsIsNamedWithoutTheTextOfTheCustomer() {
    String choice =
        """
        - choice:
            id: much
            when:
              - simple: "${mandatoryBodyAs(Integer)} > 5"
                steps:
                  - log: much
        """;
    assertThat(reason(choice))
        .startsWith("O fluxo tem um erro: ")
        .contains("na expressão ${mandatoryBodyAs(Integer)} > 5")
        .endsWith("(fluxo way, passo way-much em flows/way.camel.yaml)")
        .doesNotContain("Flores");
  }

  @Test
  void aPathThroughATextSaysWhichPartIsTheText() {
    assertThat(reason("- setVariable: {id: first, name: x, simple: \"${body[name][first]}\"}\n"))
        .isEqualTo(
            "'body[name]' é um texto, e não um registro com campos: não há [first] nele"
                + " (fluxo way, passo way-first em flows/way.camel.yaml)");
  }

  @Test
  void theMessageOfAnExceptionLosesTheTextsOfTheEvent() {
    assertThat(reason("- process:\n    id: odd\n    ref: odd\n"))
        .isEqualTo(
            "O fluxo tem um erro: IllegalStateException: cannot take '…' at http://x.example"
                + " (fluxo way, passo way-odd em flows/way.camel.yaml)");
  }

  @Test
  void theLogHasThePlaceOfAFailureAndNoneOfItsMessages() {
    Exception failure = new IllegalStateException(SECRET, new IOException(SECRET));
    StringWriter log = new StringWriter();
    new Redacted("the reason", failure).printStackTrace(new PrintWriter(log));
    assertThat(log.toString()).contains("the reason", "FlowWayTest").doesNotContain("Flores");
  }
}
