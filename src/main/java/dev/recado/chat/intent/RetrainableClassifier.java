package dev.recado.chat.intent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The local classifier. It can be trained again while it answers. */
final class RetrainableClassifier implements Classifier {

  private final List<Phrase> book;
  private final List<String> intents;
  private final double threshold;
  private volatile CompletableFuture<Lesson> lesson;

  /**
   * Starts to train on the book alone while the rest of the hub starts. The first question waits
   * for it.
   *
   * @param threshold as in {@link LocalClassifier#train}
   */
  RetrainableClassifier(List<Phrase> book, double threshold) {
    this.book = List.copyOf(book);
    this.intents = book.stream().map(Phrase::intent).distinct().toList();
    this.threshold = threshold;
    this.lesson = CompletableFuture.supplyAsync(() -> study(Map.of()));
  }

  /**
   * Learns the book and these phrases, in place of what was learnt before; takes seconds where they
   * are others than before, and answers go on meanwhile.
   *
   * @param extra corrections of texts; the later of two for the same text counts, and overrides the
   *     book. A text with only blanks and punctuation teaches nothing
   * @throws IllegalArgumentException for an intent that the book does not have; then nothing has
   *     changed
   */
  @Override
  public synchronized void learn(List<Phrase> extra) {
    Map<String, Phrase> said = byText(extra);
    said.remove("");
    if (!isLearnt(said)) {
      lesson = CompletableFuture.completedFuture(study(said));
    }
  }

  private boolean isLearnt(Map<String, Phrase> said) {
    return lesson.isDone()
        && !lesson.isCompletedExceptionally()
        && lesson.join().said().equals(said);
  }

  private Lesson study(Map<String, Phrase> said) {
    said.values().forEach(this::requireKnown);
    List<Phrase> all = distinct(book, said.values());
    LocalClassifier model = LocalClassifier.train(all, threshold);
    return new Lesson(model, Map.copyOf(said), all.size());
  }

  /** Each text once. Of two equal texts the later counts. */
  static List<Phrase> distinct(List<Phrase> book, Collection<Phrase> said) {
    Map<String, Phrase> all = byText(book);
    all.putAll(byText(said));
    return List.copyOf(all.values());
  }

  private static Map<String, Phrase> byText(Collection<Phrase> phrases) {
    Map<String, Phrase> byText = new LinkedHashMap<>();
    phrases.forEach(phrase -> byText.put(PlainText.fold(phrase.text()), phrase));
    return byText;
  }

  private void requireKnown(Phrase phrase) {
    if (!intents.contains(phrase.intent())) {
      throw new IllegalArgumentException(
          "There is no intent '" + phrase.intent() + "'; there are " + intents);
    }
  }

  /** In the order of the book. */
  @Override
  public List<String> intents() {
    return intents;
  }

  /**
   * Counts the phrases that the answers are based on.
   *
   * @return the number of phrases of the book and learnt ones, each text once
   */
  int phrases() {
    return lesson.join().phrases();
  }

  @Override
  public Guess classify(String text) {
    return lesson.join().classify(text);
  }

  /**
   * A model and the corrections. A correction of exactly this text always wins, because one phrase
   * among thousands would not always change the model's answer.
   */
  private record Lesson(LocalClassifier model, Map<String, Phrase> said, int phrases) {

    Guess classify(String text) {
      Phrase same = said.isEmpty() ? null : said.get(PlainText.fold(text));
      return same == null ? model.classify(text) : new Guess(same.intent(), 1);
    }
  }
}
