package dev.recado.chat.intent;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures how well the book teaches. docs/adr/0010 reports the printed numbers. */
@Tag("thorough")
class LocalClassifierAccuracyTest {

  private static final int FOLDS = 5;
  private static final List<Phrase> BOOK = Books.training();
  private static final List<Phrase> HELD_OUT = Books.heldOut();

  @Test
  void bookTeachesAllIntentsWithSixtyPhrasesAtLeast() {
    Map<String, Long> sizes = BOOK.stream().collect(groupingBy(Phrase::intent, counting()));
    assertThat(sizes)
        .containsOnlyKeys(
            "saudacao",
            "confirmacao_pagamento",
            "negociacao",
            "informacoes",
            "interesse",
            "agendamento",
            "pedido",
            "falar_com_atendente",
            "reclamacao",
            "sair",
            "engano",
            "agradecimento",
            "desconhecido");
    assertThat(sizes.values()).allMatch(size -> size >= 60);
  }

  @Test
  void noPhraseIsInTheBookTwiceOrBothTaughtAndExamined() {
    Set<String> seen = new HashSet<>();
    assertThat(BOOK).allSatisfy(p -> assertThat(seen.add(PlainText.fold(p.text()))).isTrue());
    assertThat(HELD_OUT).noneMatch(phrase -> seen.contains(PlainText.fold(phrase.text())));
  }

  @Test
  void nineOfTenUnseenPhrasesOfTheBookAreUnderstood() {
    List<Answer> answers = new ArrayList<>();
    long[] nanos = new long[2];
    for (int fold = 0; fold < FOLDS; fold++) {
      answers.addAll(examine(fold, nanos));
    }
    System.out.printf(
        "%nCross-validation, %d phrases: training %d ms, a phrase %.0f µs%n",
        BOOK.size(), nanos[0] / FOLDS / 1_000_000, nanos[1] / 1_000.0 / answers.size());
    printIntents(answers);
    printConfusions(answers);
    printThresholds(answers);
    assertThat(accuracy(answers, LocalClassifier.THRESHOLD)).isGreaterThanOrEqualTo(0.90);
  }

  @Test
  void heldOutPhrasesAreUnderstood() {
    LocalClassifier classifier = LocalClassifier.train(BOOK, 0);
    List<Answer> answers = HELD_OUT.stream().map(p -> Answer.of(classifier, p)).toList();
    System.out.printf("%nHeld out, %d phrases%n", answers.size());
    printIntents(answers);
    printThresholds(answers);
    assertThat(accuracy(answers, LocalClassifier.THRESHOLD)).isGreaterThanOrEqualTo(0.90);
  }

  /** An opt-out may be polite, in English or Spanish, or refer to the law. */
  @Test
  void anOptOutIsRecognisedInManyWordings() {
    LocalClassifier classifier = LocalClassifier.train(BOOK, LocalClassifier.THRESHOLD);
    assertThat(unseen("phrases/leaving.txt"))
        .hasSizeGreaterThan(100)
        .allSatisfy(text -> assertThat(classifier.classify(text).intent()).isEqualTo("sair"));
  }

  /**
   * "Não pare de me avisar": not every "sair", "pare" and "não quero receber" is about messages.
   */
  @Test
  void aTextThatOnlySoundsLikeAnOptOutIsNone() {
    LocalClassifier classifier = LocalClassifier.train(BOOK, LocalClassifier.THRESHOLD);
    assertThat(unseen("phrases/staying.txt"))
        .hasSizeGreaterThan(50)
        .allSatisfy(text -> assertThat(classifier.classify(text).intent()).isNotEqualTo("sair"));
  }

  private static List<String> unseen(String file) {
    List<String> texts = Books.lines(file);
    assertThat(BOOK)
        .extracting(phrase -> PlainText.fold(phrase.text()))
        .doesNotContainAnyElementsOf(texts.stream().map(PlainText::fold).toList());
    return texts;
  }

  private static List<Answer> examine(int fold, long[] nanos) {
    Map<Boolean, List<Phrase>> parts = split(fold);
    long start = System.nanoTime();
    LocalClassifier classifier = LocalClassifier.train(parts.getOrDefault(false, List.of()), 0);
    long trained = System.nanoTime();
    List<Answer> answers =
        parts.getOrDefault(true, List.of()).stream().map(p -> Answer.of(classifier, p)).toList();
    nanos[0] += trained - start;
    nanos[1] += System.nanoTime() - trained;
    return answers;
  }

  /**
   * Each fold gets the same share of every intent. The shuffle separates neighbours in the file.
   */
  private static Map<Boolean, List<Phrase>> split(int fold) {
    List<Phrase> shuffled = new ArrayList<>(BOOK);
    Collections.shuffle(shuffled, new Random(7));
    Map<String, Integer> dealt = new HashMap<>();
    return shuffled.stream()
        .collect(groupingBy(p -> dealt.merge(p.intent(), 1, Integer::sum) % FOLDS == fold));
  }

  private static double accuracy(List<Answer> answers, double threshold) {
    return answers.stream().filter(answer -> answer.right(threshold)).count()
        / (double) answers.size();
  }

  private static void printIntents(List<Answer> answers) {
    Map<String, List<Answer>> byIntent =
        answers.stream()
            .collect(groupingBy(a -> a.phrase().intent(), TreeMap::new, Collectors.toList()));
    byIntent.forEach(
        (intent, own) ->
            System.out.printf("  %-22s %.3f%n", intent, accuracy(own, LocalClassifier.THRESHOLD)));
  }

  private static void printConfusions(List<Answer> answers) {
    answers.stream()
        .filter(answer -> !answer.right(LocalClassifier.THRESHOLD))
        .collect(
            groupingBy(
                a -> a.phrase().intent() + " -> " + a.intent(LocalClassifier.THRESHOLD),
                counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(20)
        .forEach(e -> System.out.printf("  %3d %s%n", e.getValue(), e.getKey()));
  }

  private static void printThresholds(List<Answer> answers) {
    IntStream.rangeClosed(0, 7)
        .mapToDouble(tenth -> tenth / 10.0)
        .forEach(
            threshold -> {
              List<Answer> acted = answers.stream().filter(a -> a.acted(threshold)).toList();
              System.out.printf(
                  "  threshold %.1f: accuracy %.3f, acted on %.3f of them, of these right %.3f%n",
                  threshold,
                  accuracy(answers, threshold),
                  acted.size() / (double) answers.size(),
                  accuracy(acted, threshold));
            });
  }

  private record Answer(Phrase phrase, Guess guess) {

    static Answer of(Classifier classifier, Phrase phrase) {
      return new Answer(phrase, classifier.classify(phrase.text()));
    }

    String intent(double threshold) {
      return guess.confidence() < threshold ? Guess.UNKNOWN : guess.intent();
    }

    boolean right(double threshold) {
      return intent(threshold).equals(phrase.intent());
    }

    boolean acted(double threshold) {
      return !intent(threshold).equals(Guess.UNKNOWN);
    }
  }
}
