package dev.recado.chat.intent;

import dev.langchain4j.model.chat.ChatModel;
import dev.recado.ground.process.StartupProblem;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.Routes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Creates the beans that understand customers. */
@Configuration(proxyBeanMethods = false)
class IntentConfiguration {

  /**
   * Fewer phrases are too few to learn from. Without this check it would show only at the first
   * question.
   */
  private static final int LEAST_PHRASES = 100;

  /** The classifier learns corrections later, see {@link Intents#learn}. */
  @Bean
  RetrainableClassifier localClassifier(RouteFolder folder) {
    List<Phrase> book = PhraseBook.read(folder.file("intents/pt-BR.yaml"));
    if (book.size() < LEAST_PHRASES) {
      throw new StartupProblem(
          "The phrase book intents/pt-BR.yaml has only " + book.size() + " phrases.",
          "Give each intent some dozens, or take the book that came with the hub.");
    }
    return new RetrainableClassifier(book, LocalClassifier.THRESHOLD);
  }

  @Bean
  Business business(RouteFolder folder) {
    return Business.read(folder.file("intents/business.yaml"));
  }

  @Bean
  Prompt prompt(RouteFolder folder, Business business, RetrainableClassifier classifier)
      throws IOException {
    return prompt("intents/prompt.md", folder, business, classifier.intents());
  }

  private static Prompt prompt(
      String file, RouteFolder folder, Business business, List<String> intents) throws IOException {
    String source = folder.file(file).getContentAsString(StandardCharsets.UTF_8);
    return new Prompt(file, source, business, intents);
  }

  @Bean
  Opener opener(Llm llm, RouteFolder folder, Business business, RetrainableClassifier classifier)
      throws IOException {
    Prompt prompt = prompt("intents/abertura.md", folder, business, classifier.intents());
    return new Opener(llm, prompt, business);
  }

  @Bean
  AnswerFormat answerFormat(Business business, RetrainableClassifier classifier) {
    return new AnswerFormat(classifier.intents(), business);
  }

  /** The Kamelet {@code llm-chat-action} uses this bean by name. */
  @Bean("llm")
  ChatModel chatModel(LlmSettings settings, AnswerFormat format) {
    return LlmModels.of(settings, format);
  }

  @Bean
  Llm llmCalls(
      LlmSettings settings, Routes routes, Prompt prompt, AnswerFormat format, Clock clock) {
    // Called only for its check: the breaker would fail less clearly on an invalid timeout.
    Provider.of(settings);
    return new Llm(settings, new CamelChat(routes), prompt, format, clock);
  }

  @Bean
  Intents intents(
      LlmSettings settings,
      Llm llm,
      Prompt prompt,
      Opener opener,
      Business business,
      RetrainableClassifier classifier,
      AnswerFormat format,
      @Qualifier("llm") ChatModel model) {
    Provider provider = Provider.of(settings);
    return new Intents(
        provider.label(),
        provider == Provider.NONE ? null : llm,
        new ReplyGuard(business, prompt),
        opener,
        classifier,
        business,
        format,
        () -> model instanceof FormatLadder ladder ? ladder.form() : "json_schema");
  }

  @Bean
  Corrections corrections(JdbcClient jdbc, Intents intents, Clock clock) {
    return new Corrections(jdbc, intents, clock);
  }
}
