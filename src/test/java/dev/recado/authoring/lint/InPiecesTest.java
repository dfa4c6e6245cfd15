package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** An emoji may stand anywhere in a file. */
class InPiecesTest {

  @Test
  void anEmojiAtTheEndOfTheParsersBufferIsReadWhole() {
    LoadSettings settings = LoadSettings.builder().build();
    IntStream.range(1_000, 1_060)
        .forEach(
            before -> {
              String text = "a".repeat(before) + "🙏" + "b".repeat(2_000);
              StreamReader reader = new StreamReader(settings, new InPieces(text));
              reader.forward(before);
              assertThat(reader.peek()).as("after %d", before).isEqualTo("🙏".codePointAt(0));
            });
  }
}
