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

/**
 * Finds out what customers mean: it asks the LLM, and the local classifier if the LLM cannot tell.
 */
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
   * Finds out what a customer means. It takes no longer than two timeouts of the LLM.
   *
   * @param utterance the customer's words and their context
   * @return the meaning; it never fails, because the classifier needs no other system
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
   * Writes the first message to a contact who has not written to the hub. It takes no longer than
   * two timeouts of the LLM.
   *
   * @param facts facts from the hub's own data that this contact may be told, by names that an LLM
   *     understands; the contact's name goes under {@code nome}. Never words that the contact wrote
   * @param wish the contact's own words, or null
   * @return a text that may be sent as it is; empty if there is no LLM, it is away, or its text
   *     cannot be used
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

  /**
   * The unknown intent stands in if the classifier could not be trained at all. Sooner or later a
   * person then takes over.
   */
  private Guess guess(String text) {
    try {
      return classifier.classify(text);
    } catch (CompletionException e) {
      log.error("Could not train the classifier: {}", String.valueOf(e.getCause()));
      return new Guess(Guess.UNKNOWN, 0);
    }
  }

  /**
   * Lists the intents that a text can have.
   *
   * @return the intents of {@code routes/intents/pt-BR.yaml}
   */
  public List<String> known() {
    return classifier.intents();
  }

  /**
   * Teaches the classifier corrections. Until it has learnt them it answers as before.
   *
   * @param corrections all corrections, in addition to the phrases of the book
   */
  public void learn(List<Phrase> corrections) {
    classifier.learn(corrections);
  }

  /**
   * Resets the state for rehearsals: earlier failures are forgotten.
   *
   * @param withLlm true to ask the LLM from now on, false to ask the classifier alone
   */
  public void beginAnew(boolean withLlm) {
    asking = withLlm;
    if (llm != null) {
      llm.forgetFailures();
    }
  }

  /**
   * Returns the shape of the LLM's answers, for stand-ins of an LLM.
   *
   * @return the shape of its answers
   */
  public Shape answers() {
    return format.shape();
  }

  /**
   * Returns the state of the LLM.
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
