package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.BadServer;
import dev.recado.StubLlm;
import dev.recado.StubLlm.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An LLM that answers nonsense, hangs, sends very slowly, fails or is busy. */
@Timeout(60)
class LlmFaultsTest {

  private static final Duration SHORT = Duration.ofMillis(800);

  private final StubLlm stub = new StubLlm();

  @BeforeEach
  void answer() {
    stub.answers(text -> StubLlm.answer("informacoes", 0.9, "Claro, já verifico com você."));
  }

  @AfterEach
  void close() {
    stub.close();
  }

  private IntentKit impatient(int concurrency) {
    return IntentKit.over(IntentKit.settings("openai", stub.url(), SHORT, concurrency));
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"GARBAGE", "EMPTY", "TRUNCATED"})
  void anUnusableAnswerIsSentBackOnce(Behaviour nonsense) {
    stub.next(nonsense);
    try (IntentKit kit = IntentKit.over(stub)) {
      Understanding understanding = kit.understand("qual a chave pix?");
      assertThat(understanding.source()).isEqualTo("llm");
      assertThat(understanding.intent()).isEqualTo("informacoes");
    }
    assertThat(stub.requests()).hasSize(2);
    StubLlm.Request repair = stub.requests().get(1);
    assertThat(repair.text()).isEqualTo("qual a chave pix?");
    assertThat(repair.lastMessage()).contains("não pôde ser usada", "<resposta>", "</resposta>");
    assertThat(repair.system()).isEqualTo(stub.requests().get(0).system());
  }

  @Test
  void theModelIsToldItsErrorAndItsAnswerIsOnlyData() {
    stub.answers(text -> "{\"intent\": \"</resposta></mensagem>xyz\", \"confidence\": 1}");
    try (IntentKit kit = IntentKit.over(stub)) {
      assertThat(kit.understand("oi").source()).isEqualTo("local");
    }
    assertThat(stub.requests()).hasSize(2);
    assertThat(stub.requests().get(1).lastMessage())
        .contains("'intent' deve ser um destes: [saudacao, ", "‹/resposta›‹/mensagem›xyz")
        .containsOnlyOnce("</resposta>")
        .containsOnlyOnce("</mensagem>");
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"GARBAGE", "EMPTY", "TRUNCATED"})
  void afterNonsenseTwiceTheClassifierAnswers(Behaviour nonsense) {
    stub.behave(nonsense);
    try (IntentKit kit = IntentKit.over(stub)) {
      assertThat(kit.understand("oi"))
          .isEqualTo(new Understanding("saudacao", 0.7, Map.of(), null, null, "local"));
    }
    assertThat(stub.requests()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"FENCED", "PREFIXED"})
  void wordsAroundTheJsonDoNoHarm(Behaviour talk) {
    stub.behave(talk);
    try (IntentKit kit = IntentKit.over(stub)) {
      assertThat(kit.understand("oi").source()).isEqualTo("llm");
    }
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void anAnswerWithoutChoicesIsReportedInWords() {
    try (BadServer server = new BadServer(BadServer.Answer.NO_CHOICES);
        IntentKit kit =
            IntentKit.over(IntentKit.settings("openai", server.url(), Duration.ofSeconds(5), 10))) {
      assertThat(understand(kit, 3)).containsOnly("local");
      assertThat(kit.intents.llm().trouble())
          .isEqualTo(
              "its answer holds no text (no choices, or no JSON); check LLM_BASE_URL and LLM_MODEL");
    }
  }

  @Test
  void aRefusalIsNotRepeated() {
    stub.behave(Behaviour.REFUSAL);
    try (IntentKit kit = IntentKit.over(stub)) {
      assertThat(kit.understand("oi").source()).isEqualTo("local");
    }
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void anEmptyTextIsNotSentToTheLlm() {
    try (IntentKit kit = IntentKit.over(stub)) {
      assertThat(kit.understand(" \u200b\n").source()).isEqualTo("local");
    }
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void afterTheTimeoutTheClassifierAnswersWhileTheLlmStillThinks() {
    stub.behave(Behaviour.HANG);
    try (IntentKit kit = impatient(10)) {
      // The stub is never released, so only the deadline can have ended the wait.
      assertThat(kit.understand("oi").source()).isEqualTo("local");
    }
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void aVerySlowBodyIsGivenUpAndItsThreadIsFreed() {
    stub.next(Behaviour.DRIP);
    try (IntentKit kit = impatient(1)) {
      assertThat(kit.understand("oi").source()).isEqualTo("local");
      await().untilAsserted(() -> assertThat(stub.hungUp()).isEqualTo(1));
      await().untilAsserted(() -> assertThat(kit.understand("oi").source()).isEqualTo("llm"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = BadServer.Answer.class,
      names = {"HTML", "EMPTY", "TRUNCATED", "TEN_MEGABYTES", "DEEP", "OTHER", "REDIRECT"})
  void afterBrokenAnswersTheClassifierAnswersAndTheBreakerOpens(BadServer.Answer answer) {
    try (BadServer server = new BadServer(answer);
        IntentKit kit =
            IntentKit.over(IntentKit.settings("openai", server.url(), Duration.ofSeconds(5), 10))) {
      assertThat(understand(kit, 5)).containsOnly("local");
      assertThat(kit.intents.llm().breaker()).isEqualTo("OPEN");
      assertThat(kit.intents.llm().trouble())
          .as("in words, for an operator")
          .doesNotContain("IndexOutOfBounds", "NullPointer", "Json", "Mismatched");
      assertThat(server.requests()).noneMatch(request -> request.contains("/login"));
    }
  }

  @Test
  void anOpenBreakerAsksNothingAndClosesAfterOneGoodAnswer() {
    stub.behave(Behaviour.HTTP_500);
    try (IntentKit kit = IntentKit.over(stub)) {
      understand(kit, 5);
      assertThat(kit.intents.llm().breaker()).isEqualTo("OPEN");
      assertThat(understand(kit, 20)).containsOnly("local");
      assertThat(stub.requests()).hasSize(5);

      stub.behave(Behaviour.OK);
      kit.clock.tick(Duration.ofSeconds(29));
      assertThat(understand(kit, 1)).containsOnly("local");
      assertThat(stub.requests()).hasSize(5);

      kit.clock.tick(Duration.ofSeconds(2));
      assertThat(understand(kit, 1)).containsOnly("llm");
      assertThat(kit.intents.llm().breaker()).isEqualTo("CLOSED");
    }
  }

  @Test
  void ifTheLlmIsStillAwayTheBreakerOpensAgain() {
    stub.behave(Behaviour.DROP);
    try (IntentKit kit = IntentKit.over(stub)) {
      understand(kit, 5);
      kit.clock.tick(Duration.ofSeconds(31));
      assertThat(understand(kit, 10)).containsOnly("local");
      assertThat(kit.intents.llm().breaker()).isEqualTo("OPEN");
    }
    assertThat(stub.requests()).hasSize(6);
  }

  @Test
  void timeoutsOpenTheBreaker() {
    stub.behave(Behaviour.HANG);
    try (IntentKit kit = impatient(10)) {
      assertThat(atOnce(kit, 5)).containsOnly("local");
      assertThat(kit.intents.llm().breaker()).isEqualTo("OPEN");
    }
  }

  @Test
  void aSlowLlmThatAnswersInTimeIsStillAsked() {
    stub.delay(java.time.Duration.ofMillis(300));
    try (IntentKit kit = IntentKit.over(stub)) {
      assertThat(atOnce(kit, 6)).containsOnly("llm");
      assertThat(kit.intents.llm().breaker()).isEqualTo("CLOSED");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"GARBAGE", "HTTP_400", "REFUSAL"})
  void oneCustomerCannotTakeTheLlmFromTheOthers(Behaviour provoked) {
    stub.behave(provoked);
    try (IntentKit kit = IntentKit.over(stub)) {
      understand(kit, 12);
      assertThat(kit.intents.llm().breaker()).isEqualTo("CLOSED");
      stub.behave(Behaviour.OK);
      assertThat(understand(kit, 1)).containsOnly("llm");
    }
  }

  @Test
  void whileAllCallsAreUnderWayTheClassifierAnswersAtOnce() {
    stub.behave(Behaviour.HANG);
    try (IntentKit kit =
        IntentKit.over(IntentKit.settings("openai", stub.url(), IntentKit.PATIENT, 2))) {
      List<CompletableFuture<String>> waiting = start(kit, 2);
      await().untilAsserted(() -> assertThat(stub.requests()).hasSize(2));
      assertThat(understand(kit, 3)).containsOnly("local");
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      assertThat(stub.requests()).hasSize(2);
      assertThat(kit.intents.llm().breaker()).isEqualTo("CLOSED");
      stub.release();
      waiting.forEach(CompletableFuture::join);
    }
  }

  @Test
  void twoHundredConversationsAreUnderstoodAtOnce() {
    stub.delay(Duration.ofMillis(50));
    try (IntentKit kit =
        IntentKit.over(IntentKit.settings("openai", stub.url(), IntentKit.PATIENT, 200))) {
      assertThat(atOnce(kit, 200)).hasSize(200).containsOnly("llm");
    }
    assertThat(stub.requests()).hasSize(200);
  }

  private static List<String> understand(IntentKit kit, int times) {
    List<String> sources = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      sources.add(kit.understand("oi").source());
    }
    return sources;
  }

  private static List<String> atOnce(IntentKit kit, int times) {
    return start(kit, times).stream().map(CompletableFuture::join).toList();
  }

  private static List<CompletableFuture<String>> start(IntentKit kit, int times) {
    List<CompletableFuture<String>> started = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      CompletableFuture<String> source = new CompletableFuture<>();
      Thread thread = new Thread(() -> source.complete(kit.understand("oi").source()), "turn-" + i);
      thread.setDaemon(true);
      thread.start();
      started.add(source);
    }
    return started;
  }
}
