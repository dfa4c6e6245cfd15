package dev.recado.chat.intent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import opennlp.tools.ml.EventTrainer;
import opennlp.tools.ml.TrainerFactory;
import opennlp.tools.ml.maxent.quasinewton.QNTrainer;
import opennlp.tools.ml.model.Event;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/**
 * A maximum entropy model over {@link Features}. It is small and fast, and many threads may use it
 * at once.
 *
 * <p>{@code docs/adr/0010-the-local-classifier.md} gives the reasons for the model and its numbers.
 */
final class LocalClassifier implements Classifier {

  /** Below this confidence a guess is wrong about as often as right, and must not be acted on. */
  static final double THRESHOLD = 0.5;

  /** A feature that occurs less often than this in the whole book is ignored. */
  private static final int CUTOFF = 2;

  private static final int LEAST_FEATURES = 20;

  /**
   * The most characters that are read. The first lines show the intent; the rest would only cost
   * time.
   */
  private static final int READ_AT_MOST = 2_000;

  private static final String LEAVING = "sair";

  /** The intents that a polite text seems to have before its courtesy is removed. */
  private static final Set<String> MANNERS = Set.of("agradecimento", "saudacao", Guess.UNKNOWN);

  private final MaxentModel model;
  private final double threshold;

  private LocalClassifier(MaxentModel model, double threshold) {
    this.model = model;
    this.threshold = threshold;
  }

  /**
   * Trains a classifier. The same phrases in the same order give the same classifier. If the hub
   * was shipped with the model of these phrases, or uses it already, that model is taken instead.
   *
   * @param phrases phrases of at least two intents
   * @param threshold from 0 to 1; guesses with less confidence become {@link Guess#UNKNOWN}
   * @throws IllegalArgumentException if there is too little to learn from
   */
  static LocalClassifier train(List<Phrase> phrases, double threshold) {
    if (phrases.stream().map(Phrase::intent).distinct().count() < 2) {
      throw new IllegalArgumentException("A classifier needs phrases of two intents at least");
    }
    List<Event> events = events(phrases);
    return new LocalClassifier(Training.model(events), threshold);
  }

  static List<Event> events(List<Phrase> phrases) {
    return phrases.stream().map(p -> new Event(p.intent(), Features.of(p.text()))).toList();
  }

  static MaxentModel learn(List<Event> events) {
    requireRepetition(events);
    EventTrainer trainer = TrainerFactory.getEventTrainer(parameters(), new HashMap<>());
    try {
      return trainer.train(ObjectStreamUtils.createObjectStream(events));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** If no feature reaches the cut-off, the trainer would never end. */
  private static void requireRepetition(List<Event> events) {
    Map<String, Long> counts =
        events.stream()
            .flatMap(event -> Arrays.stream(event.getContext()).distinct())
            .collect(Collectors.groupingBy(feature -> feature, Collectors.counting()));
    if (counts.values().stream().filter(count -> count >= CUTOFF).count() < LEAST_FEATURES) {
      throw new IllegalArgumentException(
          "The phrases are too few or have too little in common to learn from:"
              + " give each intent some dozens of them");
    }
  }

  static TrainingParameters parameters() {
    TrainingParameters parameters = new TrainingParameters();
    parameters.put(TrainingParameters.ALGORITHM_PARAM, QNTrainer.MAXENT_QN_VALUE);
    parameters.put(TrainingParameters.ITERATIONS_PARAM, 60);
    parameters.put(TrainingParameters.CUTOFF_PARAM, CUTOFF);
    parameters.put(QNTrainer.L1COST_PARAM, 0.0);
    parameters.put(QNTrainer.L2COST_PARAM, 0.2);
    return parameters;
  }

  @Override
  public Guess classify(String text) {
    String start = text.length() > READ_AT_MOST ? text.substring(0, READ_AT_MOST) : text;
    if (PlainText.fold(start).isEmpty()) {
      return new Guess(Guess.UNKNOWN, 0);
    }
    Guess whole = guess(start);
    return MANNERS.contains(whole.intent())
        ? leaving(start).orElse(whole)
        : angrilyLeaving(whole, start).orElse(whole);
  }

  /** Anger behind "não me chama mais" does not make it a complaint that a person must answer. */
  private Optional<Guess> angrilyLeaving(Guess whole, String text) {
    String calm = Words.withoutAnger(text);
    return whole.intent().equals(LEAVING) || calm.equals(text) || PlainText.fold(calm).isEmpty()
        ? Optional.empty()
        : Optional.of(guess(calm)).filter(guess -> guess.intent().equals(LEAVING));
  }

  /**
   * A polite opt-out has many words of thanks and few that ask to leave. It counts as an opt-out
   * too.
   */
  private Optional<Guess> leaving(String text) {
    String rest = Courtesy.without(text);
    return rest.isEmpty() || rest.equals(PlainText.fold(text))
        ? Optional.empty()
        : Optional.of(guess(rest)).filter(guess -> guess.intent().equals(LEAVING));
  }

  private Guess guess(String text) {
    double[] chances = model.eval(Features.of(text));
    String best = model.getBestOutcome(chances);
    double confidence = chances[model.getIndex(best)];
    return new Guess(confidence < threshold ? Guess.UNKNOWN : best, confidence);
  }
}
