package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.StubLlm;
import dev.recado.StubLlm.Behaviour;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models whose answers are nearly right, and servers that support less than OpenAI's. */
class SmallServersTest {

  private static final String QUESTION = "qual o horário de atendimento?";

  private final StubLlm stub = new StubLlm();

  @AfterEach
  void close() {
    stub.close();
  }

  @ParameterizedTest
  @CsvSource({
    "l01-think-draft-json, 0.9",
    "l03a-confidence-string, 0.9",
    "l07-confidence-percent, 0.95",
    "l09-intent-capital, 0.9",
    "l11-markdown-in-reply, 0.9"
  })
  void aNearlyRightAnswerIsUsedWithoutASecondCall(String file, double confidence) {
    stub.answers(text -> said(file));
    try (IntentKit kit = IntentKit.over(stub)) {
      Understanding understanding = kit.understand(QUESTION);
      assertThat(understanding.source()).isEqualTo("llm");
      assertThat(understanding.intent()).isEqualTo("informacoes");
      assertThat(understanding.confidence()).isEqualTo(confidence);
    }
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void theSchemaItselfIsNoAnswer() {
    stub.answers(text -> said("l04-schema-echo"));
    try (IntentKit kit = IntentKit.over(stub)) {
      assertThat(kit.understand("oi").source()).isEqualTo("local");
      assertThat(kit.intents.llm().trouble()).contains("of no use");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "openai, NO_SCHEMA, json_object, 2",
    "openai, NO_FORMAT, text, 3",
    "ollama, NO_SCHEMA, json_object, 2",
    "ollama, NO_FORMAT, text, 3",
    "anthropic, NO_SCHEMA, text, 2"
  })
  void aServerThatTakesNoSchemaIsAskedInAFormThatItTakesAndItIsRemembered(
      String provider, Behaviour knows, String form, int tries) {
    stub.behave(knows);
    stub.answers(text -> StubLlm.answer("informacoes", 0.9, ""));
    try (IntentKit kit =
        IntentKit.over(IntentKit.settings(provider, stub.url(), IntentKit.PATIENT, 10))) {
      assertThat(kit.intents.llm().format()).isEqualTo("json_schema");
      assertThat(kit.understand(QUESTION).source()).isEqualTo("llm");
      assertThat(stub.requests()).hasSize(tries);
      assertThat(kit.understand(QUESTION).source()).isEqualTo("llm");
      assertThat(stub.requests()).hasSize(tries + 1);
      LlmState state = kit.intents.llm();
      assertThat(state.format()).isEqualTo(form);
      assertThat(state.trouble()).isNull();
      assertThat(state.lastUsedAt()).isEqualTo(kit.clock.instant());
    }
  }

  @Test
  void onceAFormHasWorkedARefusedTextIsNotSentInOtherForms() {
    stub.answers(text -> StubLlm.answer("informacoes", 0.9, ""));
    try (IntentKit kit = IntentKit.over(stub)) {
      kit.understand(QUESTION);
      stub.next(Behaviour.HTTP_400);
      assertThat(kit.understand(QUESTION).source()).isEqualTo("local");
      assertThat(kit.intents.llm().format()).isEqualTo("json_schema");
    }
    assertThat(stub.requests()).hasSize(2);
  }

  @Test
  void anLlmWhoseAnswersAreNeverUsedIsReported() {
    stub.behave(Behaviour.HTTP_400);
    try (IntentKit kit = IntentKit.over(stub)) {
      assertThat(kit.intents.llm().trouble()).isNull();
      kit.understand(QUESTION);
      assertThat(kit.intents.llm().trouble()).contains("HTTP 400");
      stub.behave(Behaviour.OK);
      stub.answers(text -> StubLlm.answer("informacoes", 0.9, ""));
      kit.understand(QUESTION);
      assertThat(kit.intents.llm().trouble()).isNull();
      stub.behave(Behaviour.GARBAGE);
      kit.understand(QUESTION);
      kit.understand(QUESTION);
      assertThat(kit.intents.llm().trouble()).isNull();
      kit.understand(QUESTION);
      assertThat(kit.intents.llm().trouble()).contains("of no use");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Atendemos de **segunda a sexta**. | Atendemos de segunda a sexta.",
        "Atendemos de *segunda a sexta*. | Atendemos de segunda a sexta.",
        "Atendemos de ***segunda*** a __sexta__. | Atendemos de segunda a sexta.",
        "_Aceitamos_ ~~cheque~~ `Pix`. | Aceitamos cheque Pix.",
        "### Pagamento\\n* Pix\\n* **Boleto** | Pagamento\\n- Pix\\n- Boleto",
        "> Veja [nosso site](https://casamodelo.com.br/a_b_c) | Veja nosso site (https://casamodelo.com.br/a_b_c)",
        "[https://a.br](https://a.br) e <https://b.br> | https://a.br e https://b.br",
        "Oi\\n---\\n```\\ntexto\\n``` | Oi\\ntexto",
        "1. Pix\\n2. Boleto | 1. Pix\\n2. Boleto",
        "des**con**to | desconto",
        "2 \\* 3 e a_b_c | 2 \\* 3 e a_b_c"
      })
  void aReplyIsSentWithoutMarkdown(String written, String said) {
    assertThat(Markdown.plain(written.replace("\\n", "\n")))
        .isEqualTo(said.replace("\\n", "\n").replace("\\*", "*"));
  }

  @Test
  void theGuardSeesWordsBehindMarkdown() {
    assertThat(IntentKit.GUARD.pass("Tem 10% de des**con**to!", java.util.Map.of())).isEmpty();
    assertThat(IntentKit.GUARD.pass("Oi, **Maria**! Como posso ajudar?", java.util.Map.of()))
        .contains("Oi, Maria! Como posso ajudar?");
  }

  private static String said(String file) {
    try (@Nullable InputStream in =
        SmallServersTest.class.getResourceAsStream("/intents/" + file + ".txt")) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
