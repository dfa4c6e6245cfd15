package dev.recado.spine.effect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
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
  void errorsStillNameTheRightLine() {
    List<String> before = FLOW.lines().toList();
    List<String> after = LiteralParameters.in(FLOW).lines().toList();

    assertThat(after.indexOf("        - log: last"))
        .isEqualTo(before.indexOf("        - log: last"));
  }

  @Test
  void aRawValueIsNotWrappedTwice() {
    String once = LiteralParameters.in(FLOW);

    assertThat(LiteralParameters.in(once)).isEqualTo(once);
  }

  @Test
  void aBracketBeforeAnAmpersandDoesNotEndTheValue() {
    String yaml = FLOW.replace("true", "\"(x)&y\"");

    assertThat(parameters(LiteralParameters.in(yaml), 0)).containsEntry("reply", "RAW{(x)&y}");
  }

  @Test
  void aCharacterOfTwoCharsShiftsNothing() {
    String yaml = FLOW.replace("50% + frete", "😀 50% + frete");

    assertThat(parameters(LiteralParameters.in(yaml), 0))
        .containsEntry("text", "RAW(😀 50% + frete & \"taxas\" (a))")
        .containsEntry("reply", "RAW(true)");
  }

  private static Map<String, String> parameters(String yaml, int step) {
    JsonNode flow = new ObjectMapper().valueToTree(new Yaml().load(yaml));
    Map<String, String> parameters = new HashMap<>();
    flow.at("/0/route/from/steps/" + step + "/to/parameters")
        .fields()
        .forEachRemaining(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
    return parameters;
  }
}
