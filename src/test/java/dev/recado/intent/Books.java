package dev.recado.intent;

import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;

/** The phrases to learn from, and those to be examined in. */
final class Books {

  private Books() {}

  static List<Phrase> training() {
    return PhraseBook.read(new FileSystemResource("routes/intents/pt-BR.yaml"));
  }

  static List<Phrase> heldOut() {
    return PhraseBook.read(new ClassPathResource("intents/held-out.yaml"));
  }
}
