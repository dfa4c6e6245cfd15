package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RetrainableClassifierTest {

  private static final List<Phrase> BOOK =
      List.of(
          new Phrase("oi", "saudacao"),
          new Phrase("oi bom dia", "saudacao"),
          new Phrase("bom dia", "saudacao"),
          new Phrase("quero sair", "sair"),
          new Phrase("sair da lista", "sair"),
          new Phrase("sair", "sair"));

  private final RetrainableClassifier classifier = new RetrainableClassifier(BOOK, 0.4, List.of());

  @Test
  void correctionChangesTheAnswer() {
    assertThat(classifier.classify("Bom dia!").intent()).isEqualTo("saudacao");
    classifier.learn(List.of(new Phrase("BOM DIA", "sair")));
    assertThat(classifier.classify("Bom dia!")).isEqualTo(new Guess("sair", 1));
    assertThat(classifier.phrases()).isEqualTo(BOOK.size());
  }

  @Test
  void correctionsAlsoTeachSimilarTexts() {
    Guess before = classifier.classify("me risca do caderno");
    classifier.learn(
        List.of(new Phrase("risca meu nome", "sair"), new Phrase("risca meu caderno", "sair")));
    Guess after = classifier.classify("me risca do caderno");
    assertThat(after.intent()).isEqualTo("sair");
    assertThat(after.confidence()).isGreaterThan(before.confidence());
    assertThat(classifier.phrases()).isEqualTo(BOOK.size() + 2);
  }

  @Test
  void laterOfTwoCorrectionsCounts() {
    classifier.learn(List.of(new Phrase("opa", "sair"), new Phrase("Opa!", "saudacao")));
    assertThat(classifier.classify("opa").intent()).isEqualTo("saudacao");
  }

  @Test
  void learningAgainForgetsRemovedCorrections() {
    classifier.learn(List.of(new Phrase("bom dia", "sair")));
    classifier.learn(List.of());
    assertThat(classifier.classify("bom dia").intent()).isEqualTo("saudacao");
  }

  @Test
  void punctuationAloneTeachesNothing() {
    classifier.learn(List.of(new Phrase("?", "sair")));
    assertThat(classifier.classify("?")).isEqualTo(new Guess(Guess.UNKNOWN, 0));
    assertThat(classifier.phrases()).isEqualTo(BOOK.size());
  }

  @Test
  void anUnknownIntentTeachesNothing() {
    classifier.learn(List.of(new Phrase("bom dia", "sair"), new Phrase("oi", "saudaçao")));
    assertThat(classifier.classify("bom dia").intent()).isEqualTo("sair");
    assertThat(classifier.classify("oi").intent()).isEqualTo("saudacao");
  }

  @Test
  void aNewBookBeginsWithTheCorrections() {
    RetrainableClassifier next =
        new RetrainableClassifier(BOOK, 0.4, List.of(new Phrase("BOM DIA", "sair")));
    assertThat(next.classify("bom dia")).isEqualTo(new Guess("sair", 1));
  }
}
