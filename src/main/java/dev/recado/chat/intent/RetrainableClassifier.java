package dev.recado.chat.intent;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The local classifier, taught anew while it answers. */
final class RetrainableClassifier implements Classifier {

  private final List<Phrase> book;
  private final List<String> intents;
  private final double threshold;
  private volatile CompletableFuture<Lesson> lesson;

  /**
   * Begins to train on the book alone, beside whatever else starts; the first question waits for
   * it.
   *
   * @param threshold as in {@link LocalClassifier#train}
   */
  RetrainableClassifier(List<Phrase> book, double threshold) {
    this.book = List.copyOf(book);
    this.intents = book.stream().map(Phrase::intent).distinct().toList();
    this.threshold = threshold;
    this.lesson = CompletableFuture.supplyAsync(() -> study(List.of()));
  }

  /**
   * Learns the book and these phrases, in place of what was learnt before; takes seconds, answers
   * go on meanwhile.
   *
   * @param extra what people said about texts; the later of two about the same text counts, and
   *     counts more than the book. A text of blanks and punctuation alone teaches nothing.
   * @throws IllegalArgumentException for an intent the book does not have; nothing has changed then
   */
  @Override
  public synchronized void learn(List<Phrase> extra) {
    lesson = CompletableFuture.completedFuture(study(extra));
  }

  private Lesson study(List<Phrase> extra) {
    Map<String, Phrase> said = byText(extra);
    said.remove("");
    said.values().forEach(this::requireKnown);
    List<Phrase> all = distinct(book, said.values());
    LocalClassifier model = LocalClassifier.train(all, threshold);
    return new Lesson(model, Map.copyOf(said), all.size());
  }

  /** Each text once; of two that read the same the later counts. */
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
   * Counts what the answers rest on.
   *
   * @return phrases of the book and learnt ones, each text once
   */
  int phrases() {
    return lesson.join().phrases();
  }

  @Override
  public Guess classify(String text) {
    return lesson.join().classify(text);
  }

  /**
   * What people said of this very text is beyond doubt: one phrase among thousands would not always
   * carry it.
   */
  private record Lesson(LocalClassifier model, Map<String, Phrase> said, int phrases) {

    Guess classify(String text) {
      Phrase same = said.isEmpty() ? null : said.get(PlainText.fold(text));
      return same == null ? model.classify(text) : new Guess(same.intent(), 1);
    }
  }
}
