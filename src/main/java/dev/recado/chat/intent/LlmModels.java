package dev.recado.chat.intent;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.internal.api.AnthropicOutputFormat;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.DisabledChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.recado.chat.intent.FormatLadder.Rung;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates LangChain4j's client of the LLM: one request for each call, with the schema if the server
 * supports one.
 *
 * <p>The client logs nothing, because requests and answers are conversations.
 */
final class LlmModels {

  /** OpenAI itself limits the tokens of an answer by a field that other servers may not know. */
  private static final String OPENAI_ITSELF = "https://api.openai.com/";

  private static final String SCHEMA = "json_schema";
  private static final String OBJECT = "json_object";
  private static final String TEXT = "text";

  private LlmModels() {}

  /**
   * Creates the client.
   *
   * @return the client; without a provider it answers nothing, so that the route that names it
   *     still loads
   * @throws dev.recado.ground.process.StartupProblem if a setting is wrong or missing
   */
  static ChatModel of(LlmSettings settings, AnswerFormat format) {
    Provider provider = Provider.of(settings);
    return switch (provider) {
      case NONE -> new DisabledChatModel();
      case OPENAI -> ladder(form -> openAi(provider, settings, form), format);
      case OLLAMA -> ladder(form -> ollama(provider, settings, form), format);
      case ANTHROPIC ->
          new FormatLadder(
              List.of(
                  new Rung(SCHEMA, anthropic(provider, settings, format)),
                  new Rung(TEXT, anthropic(provider, settings, null))));
    };
  }

  private static FormatLadder ladder(
      Function<ChatRequestParameters, ChatModel> model, AnswerFormat format) {
    return new FormatLadder(
        List.of(
            new Rung(SCHEMA, model.apply(answering(schema(format)))),
            new Rung(OBJECT, model.apply(answering(null))),
            new Rung(TEXT, model.apply(ChatRequestParameters.builder().build()))));
  }

  private static ChatModel openAi(
      Provider provider, LlmSettings settings, ChatRequestParameters answering) {
    String baseUrl = provider.baseUrl(settings);
    String key = provider.key(settings);
    boolean itself = baseUrl.startsWith(OPENAI_ITSELF);
    return OpenAiChatModel.builder()
        .httpClientBuilder(LlmHttp.builder(settings))
        .baseUrl(baseUrl)
        .apiKey(key.isEmpty() ? null : key)
        .modelName(provider.model(settings))
        .temperature(settings.temperature())
        .maxTokens(itself ? null : settings.maxTokens())
        .maxCompletionTokens(itself ? settings.maxTokens() : null)
        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
        .strictJsonSchema(true)
        .defaultRequestParameters(answering)
        .timeout(settings.timeout())
        .maxRetries(0)
        .build();
  }

  private static ChatModel ollama(
      Provider provider, LlmSettings settings, ChatRequestParameters answering) {
    return OllamaChatModel.builder()
        .httpClientBuilder(LlmHttp.builder(settings))
        .baseUrl(provider.baseUrl(settings))
        .modelName(provider.model(settings))
        .temperature(settings.temperature())
        .numPredict(settings.maxTokens())
        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
        .defaultRequestParameters(answering)
        .timeout(settings.timeout())
        .maxRetries(0)
        .build();
  }

  private static ChatModel anthropic(
      Provider provider, LlmSettings settings, @Nullable AnswerFormat format) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(LlmHttp.builder(settings))
        .baseUrl(provider.baseUrl(settings))
        .apiKey(provider.key(settings))
        .modelName(provider.model(settings))
        .temperature(settings.temperature())
        .maxTokens(settings.maxTokens())
        .customParameters(format == null ? Map.of() : output(format))
        .timeout(settings.timeout())
        .maxRetries(0)
        .build();
  }

  /**
   * Adds the schema by hand: LangChain4j 1.10 still writes it to {@code output_format}, which the
   * API accepts only with a beta header. The current field is {@code output_config.format}.
   */
  private static Map<String, Object> output(AnswerFormat format) {
    AnthropicOutputFormat output = AnthropicOutputFormat.fromJsonSchema(schema(format));
    return Map.of("output_config", Map.of("format", output));
  }

  /** Without a schema the request asks for any JSON object. */
  private static ChatRequestParameters answering(@Nullable JsonSchema schema) {
    return ChatRequestParameters.builder()
        .responseFormat(
            ResponseFormat.builder().type(ResponseFormatType.JSON).jsonSchema(schema).build())
        .build();
  }

  private static JsonSchema schema(AnswerFormat format) {
    return JsonSchema.builder().name("entendimento").rootElement(format.schema()).build();
  }
}
