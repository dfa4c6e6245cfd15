package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.effect.EffectComponent;
import dev.recado.spine.flow.FlowOutcome.Done;
import dev.recado.spine.flow.FlowOutcome.Dropped;
import dev.recado.spine.flow.FlowOutcome.Failed;
import dev.recado.spine.flow.FlowOutcome.Kind;
import dev.recado.spine.flow.FlowOutcome.Waits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.spi.InterceptStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticApplicationContext;

/** {@code drop}, {@code reject} and {@code wait} end the run, wherever they are in a flow. */
class FlowStopTest {

  private static final InterceptStrategy CAMEL_ALONE = (context, step, target, next) -> target;

  private static final String DROP =
      """
      - to:
          uri: kamelet:drop
          parameters:
            reason: enough
      """;

  private static final String DROP_THE_SECOND =
      """
      - to:
          uri: kamelet:drop
          parameters:
            when: "${body} == 'b'"
            reason: enough of ${body}
      """;

  private final Routes routes = new Routes();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    routes.close();
  }

  /** Notes that a step was done. */
  private final class Note implements EffectKind {

    @Override
    public String name() {
      return "note";
    }

    @Override
    public void emit(EffectCall call, Effects effects) {
      done.add(call.required("text"));
    }
  }

  private static String note(String text) {
    return """
        - to:
            uri: effect:note
            parameters:
              text: "%s"
        """
        .formatted(text);
  }

  private static String kamelet(String name, String... parameters) {
    return """
        - to:
            uri: kamelet:%s
            parameters:
        """
            .formatted(name)
        + String.join("\n", parameters).indent(6);
  }

  /** A step that holds others, such as {@code split}. */
  private static String around(String head, String steps) {
    return head + "    steps:\n" + steps.indent(6);
  }

  private static String route(String name, String steps) {
    return """
        - route:
            id: %1$s
            nodePrefixId: %1$s-
            from:
              uri: direct:%1$s
              steps:
        """
            .formatted(name)
        + steps.indent(8);
  }

  private RoutePart effects(InterceptStrategy strategy) {
    EffectKinds kinds =
        new EffectKinds(
            List.of(new Note(), new DropEffect(), new RejectEffect(), new WaitEffect()));
    return (context, files) -> {
      context.addComponent("effect", new EffectComponent(kinds.taker(Templates.in(files))));
      context.getCamelContextExtension().addInterceptStrategy(strategy);
      return Map.of();
    };
  }

  private FlowOutcome run(InterceptStrategy strategy, String flow) throws IOException {
    RouteFiles hub = RouteFolder.at(Path.of("routes")).read();
    RouteFiles files =
        RouteFiles.NONE
            .with("kamelets/drop.kamelet.yaml", hub)
            .with("kamelets/reject.kamelet.yaml", hub)
            .with("kamelets/wait.kamelet.yaml", hub)
            .with("flows/a.camel.yaml", flow);
    Generation generation =
        new Assembly(new StaticApplicationContext(), List.of(effects(strategy))).build(files);
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", List.of("a", "b", "c"));
    body.put("name", "Ana");
    Event event =
        new Event(UUID.randomUUID(), "test", "a", "test:1", Clock.systemUTC().instant(), body);
    return new CamelFlows(routes, null, Clock.systemUTC()).run(event, null, 0);
  }

  private FlowOutcome run(String flow) throws IOException {
    return run(new Passing(), flow);
  }

  private static String reason(FlowOutcome outcome) {
    return ((Dropped) outcome).reason();
  }

  /** Puts the end two levels down, inside a choice of a Kamelet's caller. */
  private static String deep(String end) {
    String branch = "- choice:\n    when:\n      - simple: \"${body[name]} == 'Ana'\"\n";
    return route("a", note("one") + "- to: direct:b\n" + note("never"))
        + route("b", branch + "        steps:\n" + ("- to: direct:c\n").indent(10) + note("never"))
        + route("c", note("two") + end + note("never"));
  }

  @Test
  void camelPassesAStopUpFromAKameletAndFromANestedSubRoute() throws IOException {
    assertThat(reason(run(CAMEL_ALONE, deep(DROP)))).isEqualTo("enough");
    assertThat(done).containsExactly("one", "two");
  }

  @Test
  void aDropEndsTheRunBelowSubRoutes() throws IOException {
    assertThat(reason(run(deep(DROP)))).isEqualTo("enough");
    assertThat(done).containsExactly("one", "two");
  }

  @Test
  void aRejectEndsTheRunBelowSubRoutesWithItsOwnReason() throws IOException {
    assertThat(run(deep(kamelet("reject", "reason: no phone of ${body[name]}"))))
        .isEqualTo(new Failed("no phone of Ana (fluxo a)", Kind.HOPELESS));
    assertThat(done).containsExactly("one", "two");
  }

  @Test
  void aWaitEndsTheRunBelowSubRoutes() throws IOException {
    FlowOutcome outcome = run(deep(kamelet("wait", "for: 5s", "then: c")));
    assertThat(outcome).isInstanceOf(Waits.class);
    assertThat(((Waits) outcome).pause()).isEqualTo(Duration.ofSeconds(5));
    assertThat(((Waits) outcome).resumeAt()).isEqualTo("c");
    assertThat(done).containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${body[name]} == 'Ana'",
        "${body[none]} == null && ${body[name]} != 'Bia'",
        "${body[none]} == 'x' || ${body[name]} == 'Ana'",
        "${body[name]} in 'Ana,Bia (a) & b'",
        "'{{recado.odoo.url:}}' == ''"
      })
  void aTrueConditionEndsTheRun(String when) throws IOException {
    String end = kamelet("drop", "when: \"" + when + "\"", "reason: enough");
    assertThat(reason(run(route("a", end + note("never"))))).isEqualTo("enough");
    assertThat(done).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "reject", "wait"})
  void aFalseConditionDoesNothing(String kind) throws IOException {
    String end =
        kamelet(
            kind,
            "when: \"${body[name]} == 'Bia' || ${body[none]} != null\"",
            kind.equals("wait") ? "for: ${body[none]}\nthen: a" : "reason: ${body[none]}");
    assertThat(run(route("a", end + note("goes on")))).isInstanceOf(Done.class);
    assertThat(done).containsExactly("goes on");
  }

  @Test
  void anEndInASplitEndsTheWholeRun() throws IOException {
    String split =
        around("- split:\n    simple: \"${body[items]}\"\n", DROP_THE_SECOND + note("${body}"));
    assertThat(reason(run(route("a", split + note("never"))))).isEqualTo("enough of b");
    assertThat(done).containsExactly("a");
  }

  @Test
  void camelAloneWouldEndOnePartOfASplit() throws IOException {
    String split =
        around("- split:\n    simple: \"${body[items]}\"\n", DROP_THE_SECOND + note("${body}"));
    run(CAMEL_ALONE, route("a", split + note("behind")));
    assertThat(done).containsExactly("a", "c", "behind");
  }

  @Test
  void anEndInASubRouteOfASplitEndsTheWholeRun() throws IOException {
    String split =
        around("- split:\n    simple: \"${body[items]}\"\n", "- to: direct:b\n" + note("${body}"));
    assertThat(reason(run(route("a", split + note("never")) + route("b", DROP_THE_SECOND))))
        .isEqualTo("enough of b");
    assertThat(done).containsExactly("a");
  }

  @Test
  void anEndInAMulticastEndsTheOtherBranchesToo() throws IOException {
    String multicast = around("- multicast:\n", DROP + note("never"));
    assertThat(run(route("a", multicast + note("never")))).isInstanceOf(Dropped.class);
    assertThat(done).isEmpty();
  }

  @Test
  void anEndInALoopEndsTheRun() throws IOException {
    String loop = around("- loop:\n    constant: \"3\"\n", note("once") + DROP);
    assertThat(run(route("a", loop + note("never")))).isInstanceOf(Dropped.class);
    assertThat(done).containsExactly("once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "reject"})
  void anEndIsNotCaughtAsAFailureAndFinallyDoesNotRun(String kind) throws IOException {
    String caught =
        "doCatch:\n  - exception:\n      - java.lang.Exception\n    steps:\n"
            + note("caught").indent(6)
            + "doFinally:\n  steps:\n"
            + note("at last").indent(4);
    String tried = around("- doTry:\n", kamelet(kind, "reason: enough")) + caught.indent(4);
    FlowOutcome outcome = run(route("a", tried + note("never")));
    assertThat(outcome).isInstanceOf(kind.equals("drop") ? Dropped.class : Failed.class);
    assertThat(done).isEmpty();
  }

  @Test
  void anEndInACircuitBreakerIsNotAFailureAndEndsTheRun() throws IOException {
    String fallback = "onFallback:\n  steps:\n" + note("fallen back").indent(4);
    String breaker =
        around("- circuitBreaker:\n", kamelet("reject", "reason: enough")) + fallback.indent(4);
    FlowOutcome outcome = run(route("a", breaker + note("never")));
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(done).isEmpty();
  }

  @Test
  void theFirstEndOfARunCounts() throws IOException {
    String split =
        around(
            "- split:\n    simple: \"${body[items]}\"\n    parallelProcessing: true\n",
            kamelet("drop", "reason: enough"));
    assertThat(reason(run(route("a", split + kamelet("wait", "for: 5s", "then: a")))))
        .isEqualTo("enough");
  }
}
