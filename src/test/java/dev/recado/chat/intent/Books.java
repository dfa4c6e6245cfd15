package dev.recado.chat.intent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;

/** The phrases for training and those for the examination. */
final class Books {

  private Books() {}

  static List<Phrase> training() {
    return PhraseBook.read(new FileSystemResource("routes/intents/pt-BR.yaml"));
  }

  static List<Phrase> heldOut() {
    return PhraseBook.read(new ClassPathResource("intents/held-out.yaml"));
  }

  /** The non-empty lines of a test file. */
  static List<String> lines(String file) {
    try {
      return new ClassPathResource(file)
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
