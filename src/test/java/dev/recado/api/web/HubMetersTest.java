package dev.recado.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SharedHub;
import dev.recado.authoring.flowtest.Examples;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.flow.Flows;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;

/** How the running hub shows its routes and the effects that they may emit. */
class HubMetersTest extends SharedHub {

  private static final String FLOW =
      """
      - route:
          id: only-tested
          from:
            uri: direct:only-tested
            steps:
              - to:
                  id: end
                  uri: effect:%s?reason=enough
      """;

  @Autowired Flows flows;
  @Autowired Assembly assembly;
  @Autowired MeterRegistry meters;

  @Test
  void aFlowThatHasRunIsInTheMetrics() {
    Event event =
        new Event(
            UUID.randomUUID(),
            "test",
            "opt-in",
            "test:1",
            Instant.now(),
            Map.of("to", "5511987654321", "text", "voltar", "optedOut", false));
    assertThat(flows.run(event, null, 0)).isInstanceOf(FlowOutcome.Failed.class);
    assertThat(
            meters
                .get("camel.route.policy")
                .tags("camelContext", "routes", "routeId", "opt-in")
                .timer()
                .count())
        .isPositive();
  }

  @Test
  void aFlowThatOnlyATestHasRunIsNotInTheMetrics() throws IOException {
    RouteFiles files =
        RouteFolder.at(Path.of("routes"))
            .read()
            .with("flows/only-tested.camel.yaml", FLOW.formatted("drop"))
            .with(
                "tests/only-tested.test.yaml",
                """
                flow: only-tested
                cases:
                  - name: It ends
                    when:
                      event: {type: only-tested, subject: "test:2", body: {}}
                    expect:
                      - drop: {reason: enough}
                """);
    try (Examples examples =
        Examples.on(TestServers.jdbcUrl(), TestServers.USER, TestServers.password())) {
      assertThat(examples.run(files, test -> test.contains("only-tested")).cases())
          .singleElement()
          .satisfies(one -> assertThat(one.passed()).as(() -> one.message()).isTrue());
    }
    assertThat(meters.find("camel.route.policy").tag("routeId", "only-tested").timers()).isEmpty();
  }

  @Test
  void theCatalogueListsExactlyTheEffectsThatTheHubTakes() throws IOException {
    DefaultCamelCatalog camels = new DefaultCamelCatalog();
    camels.addComponent("effect", "", resource());
    List<String> told = camels.componentModel("effect").getEndpointPathOptions().get(0).getEnums();
    assertThat(
            assembly
                .build(
                    RouteFiles.NONE.with("flows/a.camel.yaml", FLOW.formatted("none-of-this-name")))
                .broken())
        .hasEntrySatisfying(
            "flows/a.camel.yaml", why -> assertThat(why).contains("there are " + told));
  }

  private static String resource() throws IOException {
    return new ClassPathResource("META-INF/dev/recado/spine/effect/effect.json")
        .getContentAsString(StandardCharsets.UTF_8);
  }
}
