package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The intent that {@code new intent} writes, beside those of the hub. */
@Tag("thorough")
class AddedIntentTest {

  private static final String WORDS = "garantia estendida";

  private final LocalClassifier before = trained(Books.training());
  private final LocalClassifier now;

  AddedIntentTest() throws IOException {
    List<Phrase> book = new ArrayList<>(Books.training());
    for (String line :
        Files.readAllLines(Path.of("src/main/resources/blueprints/intent/phrases.txt"))) {
      book.add(new Phrase(line.replace("\"", "").replace("[[words]]", WORDS), "garantia"));
    }
    now = trained(book);
  }

  private static LocalClassifier trained(List<Phrase> book) {
    return LocalClassifier.train(
        RetrainableClassifier.distinct(book, List.of()), LocalClassifier.THRESHOLD);
  }

  private static long right(LocalClassifier classifier, List<Phrase> phrases) {
    return phrases.stream()
        .filter(phrase -> classifier.classify(phrase.text()).intent().equals(phrase.intent()))
        .count();
  }

  @Test
  void itIsFoundInOtherWordsAndSpoilsNoOther() {
    for (String text :
        List.of(
            "oi gente, queria saber de " + WORDS + " pf",
            "quanto custa a " + WORDS,
            "me manda " + WORDS)) {
      assertThat(now.classify(text).intent()).as(text).isEqualTo("garantia");
    }
    assertThat(right(now, Books.training()))
        .isGreaterThanOrEqualTo(right(before, Books.training()) - 5);
    assertThat(right(now, Books.heldOut()))
        .isGreaterThanOrEqualTo(right(before, Books.heldOut()) - 2);
  }
}
