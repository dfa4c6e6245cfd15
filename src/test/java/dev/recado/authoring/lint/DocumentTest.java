package dev.recado.authoring.lint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {

  /** In each source, the place of the mark "@" in the value must be found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: x @ y\n",
        "a: 'it''s @'\n",
        "a: \"a \\\" \\u00e9 \\n @\"\n",
        "a: |\n  one\n\n    two @\n",
        "a: >-\n  one\n  two\n\n  three @ four\n",
        "a: one\n  two\n   three @\n",
        "a: \"one\n  two \\\n  three @\"\n",
        "b: 👋\na: \"👋👋 @\"\n",
        "{\"a\": \"x @\"}\n",
        "b: &x one\na: >\n\n  folded 👋\n  text @\n",
        "a: |2-\n    indented\n   @\n"
      })
  void aCharacterOfAScalarIsFoundInItsSource(String source) {
    Document document = Document.of("intents/x.yaml", source.getBytes(StandardCharsets.UTF_8));
    Yaml.Text text = requireNonNull(document.root()).text("a").orElseThrow();
    Place place = document.place(text, text.value().indexOf('@'));
    String line = source.split("\n", -1)[place.line() - 1];
    assertThat(line.codePoints().toArray()[place.column() - 1]).as(source).isEqualTo('@');
  }

  @Test
  void aByteOrderMarkCountsAsNoColumn() {
    Document document =
        Document.of("intents/x.yaml", "\uFEFFa: b\n".getBytes(StandardCharsets.UTF_8));
    assertThat(requireNonNull(document.root()).at()).isEqualTo(Place.START);
  }
}
