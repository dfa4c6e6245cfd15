package dev.recado.chat.intent;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The local classifier. It can be trained again while it answers. */
final class RetrainableClassifier implements Classifier {

  private final List<Phrase> book;
  private final List<String> intents;
  private final double threshold;
  private volatile CompletableFuture<Lesson> lesson;

  /**
   * Starts to train while the hub goes on. The first question waits for it.
   *
   * @param threshold as in {@link LocalClassifier#train}
   * @param extra the corrections so far, see {@link #learn}
   */
  RetrainableClassifier(List<Phrase> book, double threshold, List<Phrase> extra) {
    this.book = List.copyOf(book);
    this.intents = book.stream().map(Phrase::intent).distinct().toList();
    this.threshold = threshold;
    Map<String, Phrase> said = usable(extra);
    this.lesson = Training.begin(() -> study(said));
  }

  /**
   * Learns the book and these phrases, in place of what was learnt before; takes seconds where they
   * are others than before, and answers go on meanwhile.
   *
   * @param extra corrections of texts; the later of two for the same text counts, and overrides the
   *     book. A text with only blanks and punctuation teaches nothing, nor does an intent that the
   *     book does not have
   */
  @Override
  public synchronized void learn(List<Phrase> extra) {
    Map<String, Phrase> said = usable(extra);
    if (!isLearnt(said)) {
      lesson = CompletableFuture.completedFuture(Training.begin(() -> study(said)).join());
    }
  }

  private Map<String, Phrase> usable(List<Phrase> extra) {
    Map<String, Phrase> said = byText(extra);
    said.remove("");
    said.values().removeIf(phrase -> !intents.contains(phrase.intent()));
    return Collections.unmodifiableMap(said);
  }

  private boolean isLearnt(Map<String, Phrase> said) {
    return lesson.isDone()
        && !lesson.isCompletedExceptionally()
        && lesson.join().said().equals(said);
  }

  private Lesson study(Map<String, Phrase> said) {
    List<Phrase> all = distinct(book, said.values());
    LocalClassifier model = LocalClassifier.train(all, threshold);
    return new Lesson(model, said, all.size());
  }

  @Override
  public void awaitLesson() throws InterruptedException, ExecutionException {
    lesson.get();
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
