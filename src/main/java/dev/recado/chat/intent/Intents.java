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
  private final Supplier<Briefing> briefings;
  private volatile boolean asking = true;

  /**
   * Creates it.
   *
   * @param provider the provider of the LLM
   * @param llm the LLM, or null if there is none
   * @param briefings finds what holds for the calling thread
   */
  Intents(String provider, @Nullable Llm llm, Supplier<Briefing> briefings) {
    this.provider = provider;
    this.llm = llm;
    this.briefings = briefings;
  }

  /**
   * Finds out what a customer means. It takes no longer than two timeouts of the LLM.
   *
   * @param utterance the customer's words and their context
   * @return the meaning; it never fails, because the classifier needs no other system
   */
  public Understanding understand(Utterance utterance) {
    Briefing briefing = briefings.get();
    try {
      Optional<Reading> reading =
          llm == null || !asking
              ? Optional.empty()
              : llm.read(briefing.prompt(), briefing.format(), utterance);
      if (reading.isPresent()) {
        return fromLlm(briefing, utterance, reading.get());
      }
    } catch (RuntimeException e) {
      // Its message might hold what the customer wrote.
      log.error("Asking the LLM failed in the hub itself: {}", e.getClass().getName());
    }
    return local(briefing, utterance.text());
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
      return llm == null || !asking
          ? Optional.empty()
          : briefings.get().opener().write(llm, facts, wish);
    } catch (RuntimeException e) {
      // Its message might hold what the customer wrote.
      log.error("Asking the LLM failed in the hub itself: {}", e.getClass().getName());
      return Optional.empty();
    }
  }

  private static Understanding fromLlm(Briefing briefing, Utterance utterance, Reading reading) {
    return new Understanding(
        reading.intent(),
        reading.confidence(),
        reading.entities(),
        reading.area(),
        briefing.guard().pass(reading.reply(), utterance.facts()).orElse(null),
        "llm");
  }

  private static Understanding local(Briefing briefing, String text) {
    Guess guess = guess(briefing.classifier(), text);
    return new Understanding(
        guess.intent(),
        guess.confidence(),
        Map.of(),
        briefing.company().areaIn(text).orElse(null),
        null,
        "local");
  }

  /**
   * The unknown intent stands in if the classifier could not be trained at all. Sooner or later a
   * person then takes over.
   */
  private static Guess guess(Classifier classifier, String text) {
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
    return briefings.get().classifier().intents();
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
    return briefings.get().format().shape();
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
            provider, llm.breaker(), form(), llm.usage().lastUsedAt(), llm.usage().trouble());
  }

  private String form() {
    return briefings.get().model().get() instanceof FormatLadder ladder
        ? ladder.form()
        : "json_schema";
  }
}
