package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.ChatModel;
import dev.recado.SettableClock;
import dev.recado.StubLlm;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.FileSystemResource;

/** Understands customers with the files of routes/, a real Camel and a stub of an LLM. */
final class IntentKit implements AutoCloseable {

  private static final Company COMPANY =
      Company.read(new FileSystemResource("src/test/resources/intents/business.yaml"));

  static final Business BUSINESS = new Business(() -> COMPANY);

  /** The intents of the phrase book, in its order. */
  static final List<String> INTENTS =
      PhraseBook.read(new FileSystemResource("routes/intents/pt-BR.yaml")).stream()
          .map(Phrase::intent)
          .distinct()
          .toList();

  static final Prompt PROMPT = prompt("prompt.md");
  static final AnswerFormat FORMAT = new AnswerFormat(INTENTS, BUSINESS);
  static final ReplyGuard GUARD = new ReplyGuard(BUSINESS, PROMPT);

  private static Prompt prompt(String name) {
    return new Prompt("intents/" + name, file("routes/intents/" + name), BUSINESS, INTENTS);
  }

  /**
   * Longer than any machine takes for an answer of the stub. If there is no answer, the test does
   * not wait for it.
   */
  static final Duration PATIENT = Duration.ofSeconds(60);

  final SettableClock clock = new SettableClock(Instant.parse("2026-07-14T12:00:00Z"));
  final Intents intents;
  private final Llm llm;
  private final Routes routes;

  private IntentKit(LlmSettings settings, Chat chat, Routes routes, ChatModel model) {
    this.routes = routes;
    this.llm = new Llm(settings, chat, clock);
    Provider provider = Provider.of(settings);
    Classifier classifier =
        text -> text.contains("oi") ? new Guess("saudacao", 0.7) : new Guess(Guess.UNKNOWN, 0);
    Briefing briefing =
        new Briefing(
            new IntentFiles(RouteFiles.NONE),
            COMPANY,
            classifier,
            PROMPT,
            FORMAT,
            GUARD,
            new Opener(prompt("abertura.md"), FORMAT, BUSINESS),
            () -> model);
    this.intents =
        new Intents(provider.label(), provider == Provider.NONE ? null : llm, () -> briefing);
  }

  static IntentKit over(StubLlm stub) {
    return over(settings("openai", stub.url(), PATIENT, 100));
  }

  static IntentKit over(LlmSettings settings) {
    ChatModel model = LlmModels.of(settings, FORMAT);
    Routes routes = routes(model);
    return new IntentKit(settings, new CamelChat(routes), routes, model);
  }

  static LlmSettings settings(String provider, String url, Duration timeout, int concurrency) {
    return new LlmSettings(
        provider, url, "sk-test", "gpt-4o-mini", timeout, concurrency, 300, null);
  }

  /** The connector and the Kamelet from routes/. */
  static Routes routes(ChatModel model) {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean("llm", ChatModel.class, () -> model);
    spring.refresh();
    RouteFiles files = RouteFiles.NONE;
    for (String name :
        new String[] {"connectors/llm.camel.yaml", "kamelets/llm-chat-action.kamelet.yaml"}) {
      files = files.with(name, file("routes/" + name));
    }
    Generation generation = new Assembly(spring, List.of()).build(files);
    assertThat(generation.broken()).isEmpty();
    Routes routes = new Routes();
    routes.replace(generation);
    return routes;
  }

  static String file(String name) {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Understanding understand(String text) {
    return intents.understand(Utterance.of(text));
  }

  @Override
  public void close() {
    llm.close();
    routes.close();
  }
}
