package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalClassifierTest {

  private static final List<Phrase> BOOK =
      List.of(
          new Phrase("oi", "saudacao"),
          new Phrase("oi bom dia", "saudacao"),
          new Phrase("bom dia", "saudacao"),
          new Phrase("boa tarde", "saudacao"),
          new Phrase("já paguei", "confirmacao_pagamento"),
          new Phrase("paguei ontem", "confirmacao_pagamento"),
          new Phrase("segue o comprovante", "confirmacao_pagamento"),
          new Phrase("paguei, segue comprovante", "confirmacao_pagamento"),
          new Phrase("😂", "desconhecido"),
          new Phrase("kkkk", "desconhecido"));

  private static LocalClassifier classifier;

  @BeforeAll
  static void train() {
    classifier = LocalClassifier.train(BOOK, 0.4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOM DIAAA", "oiiii", "bom dia 😊"})
  void greetingIsAGreeting(String text) {
    assertThat(classifier.classify(text).intent()).isEqualTo("saudacao");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\t", "?!", "\u0000", "\u200F", "\uD83D"})
  void nothingIsUnknownWithoutConfidence(String text) {
    assertThat(classifier.classify(text)).isEqualTo(new Guess(Guess.UNKNOWN, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "👨‍👩‍👧‍👦🇧🇷🏳️‍🌈",
        "\u202Eمرحبا كيف حالك\u202C",
        "שלום",
        "a\u0000b\u0001c",
        "e\u0301\u0301\u0301\u0301",
        "$1 \\ ${x} #{y} %s",
        "(?:((((",
        "ﷺ"
      })
  void oddTextsAreClassified(String text) {
    assertThat(classifier.classify(text).confidence()).isBetween(0.0, 1.0);
  }

  @Test
  void onlyTheStartOfAHugeTextCounts() {
    String lines = "bom dia ".repeat(250);
    assertThat(classifier.classify(lines + "paguei comprovante ".repeat(3_200)))
        .isEqualTo(classifier.classify(lines));
  }

  @Test
  void wordWithoutEndIsClassified() {
    assertThat(classifier.classify("ha".repeat(30_000)).confidence()).isBetween(0.0, 1.0);
  }

  @Test
  void lowConfidenceMakesItUnknownAndStaysVisible() {
    Guess sure = LocalClassifier.train(BOOK, 0).classify("comprovante oi");
    assertThat(sure.intent()).isNotEqualTo(Guess.UNKNOWN);
    assertThat(LocalClassifier.train(BOOK, 1).classify("comprovante oi"))
        .isEqualTo(new Guess(Guess.UNKNOWN, sure.confidence()));
  }

  @Test
  void samePhrasesMakeTheSameClassifier() {
    assertThat(LocalClassifier.train(BOOK, 0.4).classify("oi paguei"))
        .isEqualTo(classifier.classify("oi paguei"));
  }

  @Test
  void manyThreadsGetTheAnswersOfOne() {
    Guess alone = classifier.classify("oi, paguei ontem");
    assertThat(
            IntStream.range(0, 5_000)
                .parallel()
                .mapToObj(
                    i -> classifier.classify(i % 2 == 0 ? "oi, paguei ontem" : "boa tarde " + i))
                .filter(guess -> guess.intent().equals(alone.intent())))
        .hasSize(2_500)
        .containsOnly(alone);
  }

  @Test
  void oneIntentIsTooLittle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalClassifier.train(List.of(new Phrase("oi", "saudacao")), 0.4));
    List<Phrase> nothingInCommon =
        List.of(new Phrase("oi", "saudacao"), new Phrase("xyz", Guess.UNKNOWN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalClassifier.train(nothingInCommon, 0.4))
        .withMessageContaining("some dozens");
  }
}
