package dev.recado.chat.intent;

import dev.recado.spine.camel.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what customers mean: asks the LLM, and where it cannot tell, our own classifier. */
public final class Intents {

  private static final Logger log = LoggerFactory.getLogger(Intents.class);

  private final String provider;
  private final @Nullable Llm llm;
  private final ReplyGuard guard;
  private final Opener opener;
  private final Classifier classifier;
  private final Business business;
  private final AnswerFormat format;
  private final Supplier<String> form;
  private volatile boolean asking = true;

  Intents(
      String provider,
      @Nullable Llm llm,
      ReplyGuard guard,
      Opener opener,
      Classifier classifier,
      Business business,
      AnswerFormat format,
      Supplier<String> form) {
    this.provider = provider;
    this.llm = llm;
    this.guard = guard;
    this.opener = opener;
    this.classifier = classifier;
    this.business = business;
    this.format = format;
    this.form = form;
  }

  /**
   * Finds out what a customer means; takes no longer than two time-outs of the LLM.
   *
   * @param utterance what was said
   * @return what it means; never fails, for the classifier needs nobody else
   */
  public Understanding understand(Utterance utterance) {
    try {
      Optional<Reading> reading = llm == null || !asking ? Optional.empty() : llm.read(utterance);
      if (reading.isPresent()) {
        return fromLlm(utterance, reading.get());
      }
    } catch (RuntimeException e) {
      // Its message might hold what the customer wrote.
      log.error("Asking the LLM failed in the hub itself: {}", e.getClass().getName());
    }
    return local(utterance.text());
  }

  /**
   * Writes the first message to somebody whom the hub writes to first; takes no longer than two
   * time-outs of the LLM.
   *
   * @param facts what we know ourselves and what may be said to this contact, by a name an LLM
   *     understands; what he is called goes under {@code nome}. Never anything he merely wrote
   * @param wish what he wrote, or null
   * @return a text that may be sent as it is; empty where there is no LLM, it is away, or what it
   *     wrote cannot be used
   */
  public Optional<String> compose(Map<String, String> facts, @Nullable String wish) {
    try {
      return llm == null || !asking ? Optional.empty() : opener.write(facts, wish);
    } catch (RuntimeException e) {
      // Its message might hold what the customer wrote.
      log.error("Asking the LLM failed in the hub itself: {}", e.getClass().getName());
      return Optional.empty();
    }
  }

  private Understanding fromLlm(Utterance utterance, Reading reading) {
    return new Understanding(
        reading.intent(),
        reading.confidence(),
        reading.entities(),
        reading.area(),
        guard.pass(reading.reply(), utterance.facts()).orElse(null),
        "llm");
  }

  private Understanding local(String text) {
    Guess guess = guess(text);
    return new Understanding(
        guess.intent(),
        guess.confidence(),
        Map.of(),
        business.areaIn(text).orElse(null),
        null,
        "local");
  }

  /** Only where it could not be trained at all; then a person is asked for sooner or later. */
  private Guess guess(String text) {
    try {
      return classifier.classify(text);
    } catch (CompletionException e) {
      log.error("The classifier could not be trained: {}", String.valueOf(e.getCause()));
      return new Guess(Guess.UNKNOWN, 0);
    }
  }

  /**
   * Names what a text can mean.
   *
   * @return the intents of {@code routes/intents/pt-BR.yaml}
   */
  public List<String> known() {
    return classifier.intents();
  }

  /**
   * Teaches the classifier corrections; it goes on with what it knew until it has learnt them.
   *
   * @param corrections all of them, beside the phrases of the book
   */
  public void learn(List<Phrase> corrections) {
    classifier.learn(corrections);
  }

  /**
   * Begins anew, for rehearsals: what failed before is forgotten.
   *
   * @param withLlm whether the LLM is asked from now on, or the classifier alone
   */
  public void beginAnew(boolean withLlm) {
    asking = withLlm;
    if (llm != null) {
      llm.forgetFailures();
    }
  }

  /**
   * Tells what an LLM that keeps to what it is asked for says, for who plays one.
   *
   * @return the shape of its answers
   */
  public Shape answers() {
    return format.shape();
  }

  /**
   * Tells how it stands with the LLM.
   *
   * @return its state, whether one is configured or not
   */
  public LlmState llm() {
    return llm == null
        ? new LlmState(provider, "DISABLED", null, null, null)
        : new LlmState(
            provider, llm.breaker(), form.get(), llm.usage().lastUsedAt(), llm.usage().trouble());
  }
}
