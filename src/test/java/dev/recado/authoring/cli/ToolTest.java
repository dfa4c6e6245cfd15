package dev.recado.authoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolTest {

  @ParameterizedTest
  @ValueSource(strings = {"lint", "help", "--help", "-h", "tset"})
  void aWordNeverStartsTheHub(String word) {
    assertThat(Tool.takes(new String[] {word})).isTrue();
  }

  @Test
  void withoutWordsOrWithOptionsTheHubStarts() {
    assertThat(Tool.takes(new String[] {})).isFalse();
    assertThat(Tool.takes(new String[] {"--server.port=8090", "help"})).isFalse();
  }

  @Test
  void aWordThatIsNoToolIsAnError() {
    assertThat(Tool.run(new String[] {"tset"})).isEqualTo(2);
    assertThat(Tool.run(new String[] {"help"})).isZero();
  }
}
