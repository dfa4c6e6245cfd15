package dev.recado.spine.camel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

class RouteMetersTest {

  private static final String KAMELET =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: say-action
      spec:
        definition:
          title: Say
          properties:
            words:
              type: string
        template:
          from:
            uri: kamelet:source
            steps:
              - setBody:
                  id: words
                  constant: "{{words}}"
      """;

  private static final String FLOW =
      """
      - route:
          id: greet
          nodePrefixId: greet-
          from:
            uri: direct:greet
            steps:
              - to:
                  id: say
                  uri: kamelet:say-action
                  parameters:
                    words: "%s"
              - to:
                  id: again
                  uri: kamelet:say-action
                  parameters:
                    words: "%s, again"
              - choice:
                  id: broken
                  when:
                    - id: yes
                      simple: "${header.broken} == true"
                      steps:
                        - throwException:
                            id: throw
                            exceptionType: java.lang.IllegalStateException
                            message: broken
      """;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Routes routes = new Routes();

  @AfterEach
  void close() {
    routes.close();
  }

  private Generation saved(String words, boolean steps) {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.refresh();
    return new Assembly(spring, List.of(new RouteMeters(registry, new MeterSettings(steps))))
        .build(
            RouteFiles.NONE
                .with("kamelets/say-action.kamelet.yaml", KAMELET)
                .with("flows/greet.camel.yaml", FLOW.formatted(words, words)));
  }

  private void greet(boolean broken) {
    routes.send(
        "direct:greet",
        ExchangePattern.InOnly,
        sent -> sent.getMessage().setHeader("broken", broken));
  }

  private Set<String> meters() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .map(id -> id.getName() + id.getTags())
        .collect(Collectors.toSet());
  }

  private long runs() {
    return registry
        .get("camel.route.policy")
        .tag("camelContext", "routes")
        .tag("routeId", "greet")
        .timer()
        .count();
  }

  @Test
  void aRouteIsTimedUnderOneNameForAllGenerations() {
    routes.replace(saved("Olá", false));
    greet(false);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aRunThatFailsIsCounted() {
    routes.replace(saved("Olá", false));
    greet(false);
    greet(true);
    assertThat(registry.get("camel.exchanges.failed").tag("routeId", "greet").counter().count())
        .isEqualTo(1);
  }

  @Test
  void tenSavesAddNoMeterAndTheRunsAddUp() {
    routes.replace(saved("Olá", true));
    greet(false);
    Set<String> first = meters();
    List<WeakReference<CamelContext>> old = new ArrayList<>();
    for (int save = 1; save <= 10; save++) {
      old.add(new WeakReference<>(requireNonNull(routes.current()).context()));
      routes.replace(saved("Olá " + save, true));
      greet(false);
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> old.stream().allMatch(RouteMetersTest::collected));
    assertThat(meters()).isEqualTo(first);
    assertThat(runs()).isEqualTo(11);
  }

  private static boolean collected(WeakReference<CamelContext> context) {
    System.gc();
    return context.get() == null;
  }

  @Test
  void aTrialBuildLeavesNoMeter() {
    saved("Olá", true).close();
    assertThat(meters()).isEmpty();
  }

  @Test
  void stepsAreTimedByTheirIdsButNotInsideAKamelet() {
    routes.replace(saved("Olá", true));
    greet(false);
    assertThat(registry.find("camel.message.history").timers())
        .extracting(timer -> timer.getId().getTag("nodeId"))
        .containsExactlyInAnyOrder("say", "again", "broken");
    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getTag("routeId"))
        .containsOnly("greet");
  }

  @Test
  void stepsAreNotTimedByDefault() {
    routes.replace(saved("Olá", false));
    greet(false);
    assertThat(registry.find("camel.message.history").timers()).isEmpty();
  }

  @Test
  void theHubsOwnRoutesAreMeasuredUnderTheNameOfTheirContext() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("direct:webhook").routeId("webhook").setBody(constant("taken"));
            }
          });
      new RouteMeters(registry, new MeterSettings(false)).measure(context, "recado");
      context.start();
      context.createProducerTemplate().sendBody("direct:webhook", "");
    }
    assertThat(
            registry
                .get("camel.route.policy")
                .tags("camelContext", "recado", "routeId", "webhook")
                .timer()
                .count())
        .isEqualTo(1);
  }
}
