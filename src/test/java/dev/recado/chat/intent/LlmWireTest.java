package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import dev.recado.StubLlm;
import dev.recado.StubLlm.Behaviour;
import dev.recado.StubLlm.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the requests on the wire with the captured ones (docs/contracts.md#llm-providers). */
class LlmWireTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StubLlm stub = new StubLlm();

  @AfterEach
  void close() {
    stub.close();
  }

  private Request asked(String provider, String url) {
    stub.answers(text -> StubLlm.answer("informacoes", 0.9, ""));
    try (IntentKit kit = IntentKit.over(IntentKit.settings(provider, url, IntentKit.PATIENT, 10))) {
      Understanding understanding = kit.understand("quero pagar meu boleto");
      assertThat(understanding.source()).isEqualTo("llm");
      assertThat(understanding.intent()).isEqualTo("informacoes");
    }
    Request request = stub.onlyRequest();
    assertThat(request.text()).isEqualTo("quero pagar meu boleto");
    assertThat(request.system()).contains("Casa Modelo");
    return request;
  }

  @Test
  void theRequestToOpenAiIsTheCapturedOneWithTheStrictSchema() throws IOException {
    Request request = asked("openai", stub.url() + "/v1");
    assertThat(request.path()).isEqualTo("/v1/chat/completions");
    assertThat(request.headers()).containsEntry("authorization", "Bearer sk-test");
    assertSameShape(request, "llm/request-openai-schema-strict.captured.http", "max_tokens");
    JsonNode format = request.body().path("response_format");
    assertThat(format.path("type").asText()).isEqualTo("json_schema");
    assertThat(format.at("/json_schema/strict").asBoolean()).isTrue();
    assertSchema(format.at("/json_schema/schema"), true);
    assertThat(request.body().path("max_tokens").asInt()).isEqualTo(300);
  }

  @Test
  void theRequestToOllamaIsTheCapturedOneWithTheSchema() throws IOException {
    Request request = asked("ollama", stub.url());
    assertThat(request.path()).isEqualTo("/api/chat");
    assertSameShape(request, "llm/request-ollama-schema.captured.http");
    assertSchema(request.body().path("format"), false);
    assertThat(request.body().at("/options/num_predict").asInt()).isEqualTo(300);
  }

  @Test
  void theRequestToAnthropicIsTheCapturedOneWithTheSchema() throws IOException {
    Request request = asked("anthropic", stub.url() + "/v1");
    assertThat(request.path()).isEqualTo("/v1/messages");
    assertThat(request.headers())
        .containsEntry("x-api-key", "sk-test")
        .containsEntry("anthropic-version", "2023-06-01");
    assertSameShape(request, "llm/request-anthropic-schema.captured.http");
    assertThat(request.body().at("/output_config/format/type").asText()).isEqualTo("json_schema");
    assertSchema(request.body().at("/output_config/format/schema"), true);
  }

  /** Asserts the fields of the capture, plus the named ones. */
  private static void assertSameShape(Request request, String sample, String... besides)
      throws IOException {
    JsonNode captured = JSON.readTree(Samples.body(sample));
    TreeSet<String> fields = names(captured);
    fields.addAll(List.of(besides));
    assertThat(names(request.body())).isEqualTo(fields);
    assertThat(request.headers()).doesNotContainKeys("upgrade", "http2-settings");
    List<String> roles = new ArrayList<>();
    captured.path("messages").forEach(message -> roles.add(message.path("role").asText()));
    List<String> ours = new ArrayList<>();
    request.body().path("messages").forEach(message -> ours.add(message.path("role").asText()));
    assertThat(ours).isEqualTo(roles);
  }

  /** Asserts that every field is required and optional ones may be null, in all nested objects. */
  private static void assertSchema(JsonNode schema, boolean closed) {
    assertThat(texts(schema.at("/properties/intent/enum"))).isEqualTo(IntentKit.INTENTS);
    assertThat(schema.at("/properties/confidence/type").asText()).isEqualTo("number");
    assertThat(schema.at("/properties/reply/type").asText()).isEqualTo("string");
    assertThat(texts(schema.at("/properties/area/anyOf/0/enum")))
        .isEqualTo(IntentKit.BUSINESS.areas());
    assertThat(schema.at("/properties/area/anyOf/1/type").asText()).isEqualTo("null");
    JsonNode entities = schema.at("/properties/entities");
    assertThat(names(entities.path("properties"))).containsAll(AnswerFormat.ENTITIES);
    for (JsonNode entity : entities.path("properties")) {
      assertThat(entity.at("/anyOf/0/type").asText()).isEqualTo("string");
      assertThat(entity.at("/anyOf/1/type").asText()).isEqualTo("null");
    }
    for (JsonNode object : List.of(schema, entities)) {
      assertThat(new TreeSet<>(texts(object.path("required"))))
          .isEqualTo(names(object.path("properties")));
      assertThat(object.path("additionalProperties").toString()).isEqualTo(closed ? "false" : "");
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static TreeSet<String> names(JsonNode object) {
    TreeSet<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "openai, /, /v1/chat/completions",
    "openai, /v1/, /v1/chat/completions",
    "openai, '', /v1/chat/completions",
    "ollama, /v1, /api/chat",
    "ollama, /, /api/chat",
    "ollama, /api, /api/chat",
    "anthropic, '', /v1/messages",
    "anthropic, /v1, /v1/messages"
  })
  void anAddressMayHaveItsPathOrNot(String provider, String path, String asked) {
    assertThat(asked(provider, stub.url() + path).path()).isEqualTo(asked);
  }

  @Test
  void aLocalServerIsAskedWithoutAKey() {
    LlmSettings keyless =
        new LlmSettings("openai", stub.url(), "", "qwen2.5", IntentKit.PATIENT, 10, 300, 0.0);
    try (IntentKit kit = IntentKit.over(keyless)) {
      kit.understand("oi");
    }
    assertThat(stub.onlyRequest().headers()).doesNotContainKey("authorization");
    assertThat(stub.onlyRequest().body().path("temperature").isNumber()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Behaviour.class,
      names = {"HTTP_401", "HTTP_429", "HTTP_500", "HTTP_529", "DROP"})
  void afterOneFailedCallTheClassifierAnswers(Behaviour behaviour) {
    stub.behave(behaviour);
    try (IntentKit kit = IntentKit.over(stub)) {
      Understanding understanding = kit.understand("oi, tudo bem?");
      assertThat(understanding.source()).isEqualTo("local");
      assertThat(understanding.intent()).isEqualTo("saudacao");
      assertThat(understanding.reply()).isNull();
    }
    assertThat(stub.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "ollama", "anthropic"})
  void noClientRepeatsACallByItself(String provider) {
    stub.behave(Behaviour.HTTP_429);
    try (IntentKit kit =
        IntentKit.over(IntentKit.settings(provider, stub.url(), IntentKit.PATIENT, 10))) {
      assertThat(kit.understand("oi").source()).isEqualTo("local");
    }
    assertThat(stub.requests()).hasSize(1);
  }

  @Test
  void withoutAnLlmTheConnectorLoadsAndNothingIsCalled() {
    LlmSettings none = IntentKit.settings("none", stub.url(), IntentKit.PATIENT, 10);
    try (IntentKit kit = IntentKit.over(none)) {
      assertThat(kit.understand("oi").source()).isEqualTo("local");
      assertThat(kit.intents.llm().provider()).isEqualTo("none");
      assertThat(kit.intents.llm().breaker()).isEqualTo("DISABLED");
    }
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void theKeyIsNotInTheSettingsText() {
    LlmSettings settings = IntentKit.settings("openai", "http://u:p4ss@h/", IntentKit.PATIENT, 1);
    assertThat(settings.toString().toLowerCase(Locale.ROOT))
        .doesNotContain("sk-test", "p4ss")
        .contains("openai");
  }
}
