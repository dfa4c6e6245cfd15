package dev.recado.spine.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component outside the hub, as Camel's own tools use it. */
class EffectComponentTest {

  private static final String FLOW =
      """
      - route:
          id: greet
          from:
            uri: direct:greet
            steps:
              - to:
                  uri: kamelet:whatsapp-text
                  parameters:
                    to: "${body[phone]}"
                    text: "Olá 😀, ${body[name]}: 50% + frete & \\"taxas\\""
              - to:
                  uri: kamelet:LAST
                  parameters:
                    reason: enough
              - to:
                  uri: effect:opt-out?to=last
      """;

  private static List<String> printed(String flow, Map<String, Object> body) throws Exception {
    List<String> lines = new ArrayList<>();
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      context.addComponent("effect", new EffectComponent(new DryRun(Catalogue.read(), lines::add)));
      context.getComponent("kamelet", KameletComponent.class).setLocation("file:routes/kamelets");
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(ResourceHelper.fromString("file:greet.camel.yaml", flow));
      context.start();
      context.createProducerTemplate().sendBody("direct:greet", body);
    }
    return lines;
  }

  @Test
  void camelFindsTheComponentByItsNameAndItsCatalogue() throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      assertThat(context.getComponent("effect")).isInstanceOf(EffectComponent.class);
      assertThat(context.getComponentParameterJsonSchema("effect")).contains("whatsapp-text");
    }
  }

  @Test
  void aFlowPrintsItsEffectsWithTheValuesOfTheFile() throws Exception {
    Map<String, Object> body = Map.of("phone", "5511987654321", "name", "${Maria} & Cia");
    assertThat(
            printed(FLOW.replace("LAST", "hand-over").replace("reason: enough", "to: \"1\""), body))
        .containsExactly(
            "- whatsapp-text: {reply: \"false\","
                + " text: \"Olá 😀, ${Maria} & Cia: 50% + frete & \\\"taxas\\\"\","
                + " to: \"5511987654321\"}",
            "- hand-over: {to: \"1\"}", "- opt-out: {to: \"last\"}");
  }

  @Test
  void textsKeepTheirLinesAndTreesTheirTypes() throws Exception {
    String flow =
        """
        - route:
            id: greet
            from:
              uri: direct:greet
              steps:
                - to:
                    uri: kamelet:whatsapp-text
                    parameters:
                      to: "1"
                      text: |
                        Olá, ${body[name]}!
                        (a)&b
                - to:
                    uri: kamelet:http-call
                    parameters:
                      url: https://a.example
                      json: {name: "${body[name]}", tags: "${body[tags]}", n: 1}
        """;
    List<String> lines = printed(flow, Map.of("name", "\"Ana\"\n${body}", "tags", List.of("x", 2)));
    assertThat(lines.get(0)).contains("text: \"Olá, \\\"Ana\\\"\\n${body}!\\n(a)&b\"");
    assertThat(lines.get(1))
        .contains("json: {\"name\":\"\\\"Ana\\\"\\n${body}\",\"tags\":[\"x\",2],\"n\":1}")
        .doesNotContain("form", "xml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "reject"})
  void whatEndsARunEndsIt(String kind) throws Exception {
    assertThat(printed(FLOW.replace("LAST", kind), Map.of("phone", "1", "name", "x")))
        .last()
        .isEqualTo("- " + kind + ": {reason: \"enough\"}");
  }

  @Test
  void withAConditionThatIsFalseNothingEnds() throws Exception {
    String flow =
        FLOW.replace("LAST", "drop")
            .replace(
                "reason: enough",
                "reason: enough\n              when: \"${body[phone]} == '2' && ${body[name]} == 'x'\"");
    assertThat(printed(flow, Map.of("phone", "1", "name", "x")))
        .last()
        .isEqualTo("- opt-out: {to: \"last\"}");
  }

  @Test
  void anUnknownEffectIsRefusedAndTheErrorListsTheKnownOnes() {
    DryRun dry = new DryRun(Catalogue.read(), line -> {});
    assertThatThrownBy(() -> dry.kind("whatsap-text", java.util.Set.of()))
        .hasMessageContaining("no effect 'whatsap-text'")
        .hasMessageContaining("whatsapp-text");
    assertThatThrownBy(() -> dry.kind("whatsapp-text", java.util.Set.of("txt")))
        .hasMessageContaining("'txt'");
  }

  @Test
  void theComponentNeedsNothingOfTheHub() {
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.recado.spine.effect",
            "dev.recado.spine.simple",
            "java..",
            "org.apache.camel..",
            "org.snakeyaml..",
            "org.jspecify..")
        .check(
            new ClassFileImporter()
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages("dev.recado.spine.effect"));
  }
}
