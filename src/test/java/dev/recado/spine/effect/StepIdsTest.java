package dev.recado.spine.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The ids that steps get of what they do and of their place. */
class StepIdsTest {

  private static final String FLOW =
      """
      - route:
          id: greet
          nodePrefixId: greet-
          from:
            uri: direct:greet
            steps:
              - setVariable: {name: areaDeInteresse, constant: a}
              - to: direct:ask
              - to:
                  uri: kamelet:drop
                  parameters:
                    when: "${body[id]} == 1"
                    reason: first
              - choice:
                  when:
                    - simple: "${body} == null"
                      steps:
                        - toD: "direct:${body[then]}"
                        - to:
                            id: drop-2
                            uri: kamelet:drop
                            parameters:
                              reason: second
                    - simple: "${body} == 1"
                      steps:
                        - log: a
                  otherwise:
                    steps:
                      - to:
                          uri: kamelet:drop
                          parameters:
                            reason: third
              - to: sql:classpath:sql/client-by-phone.sql
              - to: sql:select 1
              - setVariables:
                  variables:
                    - {name: id, constant: b}
      """;

  private static List<String> ids(String flow) {
    return StepIds.of(flow).stream().map(StepIds.Made::id).toList();
  }

  @Test
  void aStepIsCalledByWhatItDoesAndTheHowManiethItIs() {
    assertThat(ids(FLOW))
        .containsExactly(
            "from",
            "set-area-de-interesse",
            "ask",
            "drop",
            "choice",
            "when",
            "when-2",
            "direct",
            "log",
            "otherwise",
            "drop-3",
            "client-by-phone",
            "sql",
            "set-variables");
  }

  @Test
  void theirPlacesAreThoseInTheFile() {
    assertThat(StepIds.of(FLOW))
        .contains(new StepIds.Made("greet-", "ask", 8, 15))
        .contains(new StepIds.Made("greet-", "drop", 10, 13));
  }

  @Test
  void aRouteWithoutAPrefixIsLeftToCamel() {
    assertThat(ids(FLOW.replace("    nodePrefixId: greet-\n", ""))).isEmpty();
  }

  @Test
  void whatAnAuthorGaveStays() {
    assertThat(ids(FLOW.replace("- choice:\n", "- choice:\n            id: by-state\n")))
        .doesNotContain("choice")
        .contains("drop-3");
  }

  @Test
  void noneIsThatOfItsOwnRoute() {
    assertThat(ids(FLOW.replace("direct:ask", "direct:greet"))).contains("greet-2");
  }

  @Test
  void whatIsNoYamlHasNone() {
    assertThat(StepIds.of("- route: [")).isEmpty();
  }

  @Test
  void anotherFilesStepsChangeNothing() throws Exception {
    String flow = FLOW.replaceAll(".*sql.*\n", "");
    assertThat(loaded(flow))
        .containsExactly("choice", "ask", "drop", "drop-2", "drop-3")
        .isEqualTo(loaded(flow.replace("greet", "other"), flow));
  }

  private static List<String> loaded(String... flows) throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addComponent("effect", new EffectComponent(new DryRun(Catalogue.read(), line -> {})));
      context.getComponent("kamelet", KameletComponent.class).setLocation("file:routes/kamelets");
      for (String flow : flows) {
        String name = "file:%d.camel.yaml".formatted(flow.hashCode());
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, flow));
      }
      context.start();
      List<ProcessorDefinition<?>> steps = context.getRouteDefinition("greet").getOutputs();
      return Stream.concat(
              ProcessorDefinitionHelper.filterTypeInOutputs(steps, ChoiceDefinition.class).stream(),
              ProcessorDefinitionHelper.filterTypeInOutputs(steps, ToDefinition.class).stream())
          .map(ProcessorDefinition::getId)
          .toList();
    }
  }
}
