package dev.recado.spine.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

class LiteralParametersTest {

  private static final String CALL =
      """
      uri: kamelet:whatsapp-text
      parameters:
        to: "${body[phone]}"
        text: |
          50% + frete
          & "taxas" (a)
        reply: true
        shop: "{{recado.flow.shop:a+b}}"
        passed: "RAW({{name}})"
        maybe: "{{?name}}"
      """;

  private static Node written(String yaml) {
    Node file = new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow();
    LiteralParameters.write(file);
    return file;
  }

  private static Node value(Node map, String key) {
    return ((MappingNode) map)
        .getValue().stream()
            .filter(entry -> ((ScalarNode) entry.getKeyNode()).getValue().equals(key))
            .map(NodeTuple::getValueNode)
            .findFirst()
            .orElseThrow();
  }

  private static String parameter(Node call, String name) {
    return ((ScalarNode) value(value(call, "parameters"), name)).getValue();
  }

  @Test
  void whatCamelHasAMeaningForIsWritten() {
    Node call = written(CALL);
    assertThat(parameter(call, "to")).isEqualTo("RAW(${body[phone]})");
    assertThat(parameter(call, "reply")).isEqualTo("RAW(true)");
    assertThat(parameter(call, "text"))
        .isEqualTo("RAW(⦃⦄50⦃25⦄ ⦃2b⦄ frete⦃a⦄⦃26⦄ \"taxas\" ⦃28⦄a⦃29⦄⦃a⦄)");
  }

  @Test
  void namesOfSettingsAndPropertiesStay() {
    Node call = written(CALL);
    assertThat(parameter(call, "shop")).isEqualTo("RAW(⦃⦄{{recado.flow.shop:a⦃2b⦄b}})");
    assertThat(parameter(call, "passed")).isEqualTo("RAW(⦃⦄{{name}})");
    assertThat(parameter(call, "maybe")).isEqualTo("{{?name}}⦃⦄");
  }

  @Test
  void otherEndpointsAreLeftAlone() {
    Node call = written(CALL.replace("kamelet:whatsapp-text", "log:x"));
    assertThat(parameter(call, "shop")).isEqualTo("{{recado.flow.shop:a+b}}");
  }

  @Test
  void errorsStillNameTheRightLine() {
    Node reply = value(value(written(CALL), "parameters"), "reply");
    assertThat(reply.getStartMark().map(Mark::getLine)).contains(6);
  }

  @Test
  void whatAnAnchorNamesIsWrittenOnce() {
    Node calls =
        written(
            """
            - {uri: "kamelet:a", parameters: &p {text: "a+b"}}
            - {uri: "kamelet:b", parameters: *p}
            """);
    for (Node call : ((org.snakeyaml.engine.v2.nodes.SequenceNode) calls).getValue()) {
      assertThat(parameter(call, "text")).isEqualTo("RAW(⦃⦄a⦃2b⦄b)");
    }
  }

  @Test
  void aTreeIsReadAsItWasWritten() {
    String written =
        parameter(
            written(
                """
                uri: effect:http-call
                parameters:
                  json:
                    name: "${body[name]} & \\"Cia\\""
                    "a.b=c": [1, 1.10, -2e3, true, null, "12", "", [], {}]
                    price: "{{recado.flow.price}}"
                """),
            "json");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", "${body[name]} & \"Cia\"");
    tree.put(
        "a.b=c",
        Arrays.asList(
            new BigDecimal("1"),
            new BigDecimal("1.10"),
            new BigDecimal("-2e3"),
            true,
            null,
            "12",
            "",
            List.of(),
            Map.of()));
    tree.put("price", "a\"} & {b");
    String placed = written.replace("{{recado.flow.price}}", LiteralText.of("a\"} & {b"));
    assertThat(LiteralTree.read(placed.substring(4, placed.length() - 1))).isEqualTo(tree);
  }

  @Test
  void anAnchorInsideItselfIsRefused() {
    assertThatThrownBy(
            () -> written("uri: effect:http-call\nparameters:\n  json: &a {again: *a}\n"))
        .hasMessageContaining("nested");
  }
}
