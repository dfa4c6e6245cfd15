package dev.recado.authoring.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapTextTest {

  private static final List<String> ENTRY = List.of("cep:", "  flow: cep");

  @Test
  void theEntryComesBehindTheLastOneAndEverythingElseStays() {
    String text =
        """
        # head
        intents:
          # a
          a: {flow: x}   # beside
          b:
            flow: y # behind

        # below
        keywords:
          a: [z]
        """;
    assertThat(MapText.of("f", text, "intents").with(ENTRY))
        .isEqualTo(text.replace("# behind\n", "# behind\n  cep:\n    flow: cep\n"));
  }

  @Test
  void emojiBeforeTheEndMoveNothing() {
    String text = "intents:\n  a:\n    - oi 👋👋👋\n    - 😀 tudo bem\n    - bom dia\n    - olá\n";
    assertThat(MapText.of("f", text, "intents").with(ENTRY))
        .isEqualTo(text + "  cep:\n    flow: cep\n");
  }

  @Test
  void aFileWithoutALastLineBreakGetsOne() {
    assertThat(MapText.of("f", "intents:\n    a:\n    - oi", "intents").with(List.of("b:")))
        .isEqualTo("intents:\n    a:\n    - oi\n    b:\n");
  }

  @Test
  void lineBreaksOfWindowsStay() {
    assertThat(MapText.of("f", "intents:\r\n  a: {flow: x}\r\nk: v\r\n", "intents").with(ENTRY))
        .isEqualTo("intents:\r\n  a: {flow: x}\r\n  cep:\r\n    flow: cep\r\nk: v\r\n");
  }

  @Test
  void blockTextsEndWhereTheyEnd() {
    assertThat(MapText.of("f", "intents:\n  a: |\n    one\n    two\nk: v\n", "intents").with(ENTRY))
        .isEqualTo("intents:\n  a: |\n    one\n    two\n  cep:\n    flow: cep\nk: v\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- a", "intents:", "intents: {a: {flow: x}}", "intents: [", "x: {}"})
  void aMapWithoutALineForEachEntryIsRefused(String text) {
    assertThatThrownBy(() -> MapText.of("f", text, "intents"))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("f ");
  }
}
