package dev.recado.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class LiteralParametersTest {

  private static final String FLOW =
      """
      - route:
          id: a
          from:
            uri: direct:a
            steps:
              - to:
                  uri: kamelet:whatsapp-text
                  parameters:
                    to: "${body[phone]}"
                    text: >-
                      50% + frete
                      & "taxas" (a)
                    reply: true
              - to:
                  uri: log:x
                  parameters:
                    level: "a+b"
              - log: last
      """;

  @Test
  void kameletParametersAreTakenAsTheyAre() {
    assertThat(parameters(LiteralParameters.in(FLOW), 0))
        .containsEntry("to", "RAW(${body[phone]})")
        .containsEntry("text", "RAW(50% + frete & \"taxas\" (a))")
        .containsEntry("reply", "RAW(true)");
  }

  @Test
  void otherEndpointsAreLeftAlone() {
    assertThat(parameters(LiteralParameters.in(FLOW), 1)).containsEntry("level", "a+b");
  }

  @Test
  void linesStayWhereTheyAreSoThatErrorsNameTheRightOne() {
    List<String> before = FLOW.lines().toList();
    List<String> after = LiteralParameters.in(FLOW).lines().toList();

    assertThat(after.indexOf("        - log: last"))
        .isEqualTo(before.indexOf("        - log: last"));
  }

  @Test
  void whatIsRawAlreadyIsNotWrappedTwice() {
    String once = LiteralParameters.in(FLOW);

    assertThat(LiteralParameters.in(once)).isEqualTo(once);
  }

  @Test
  void aBracketBeforeAnAmpersandDoesNotEndTheValue() {
    String yaml = FLOW.replace("true", "\"(x)&y\"");

    assertThat(parameters(LiteralParameters.in(yaml), 0)).containsEntry("reply", "RAW{(x)&y}");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> parameters(String yaml, int step) {
    List<Map<String, Map<String, Object>>> routes = new Yaml().load(yaml);
    Map<String, Object> from = (Map<String, Object>) routes.get(0).get("route").get("from");
    List<Map<String, Map<String, Object>>> steps =
        (List<Map<String, Map<String, Object>>>) from.get("steps");
    return (Map<String, Object>) steps.get(step).get("to").get("parameters");
  }
}
