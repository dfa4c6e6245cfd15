package dev.recado.intent;

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
import java.util.Map;

/**
 * Makes LangChain4j's client of the LLM: one request a call, and the schema on every one of them.
 *
 * <p>Nothing is logged by the client: requests and answers are conversations.
 */
final class LlmModels {

  /** OpenAI itself counts an answer's tokens under a name that other servers may not know. */
  private static final String OPENAI_ITSELF = "https://api.openai.com/";

  private LlmModels() {}

  /**
   * Makes the client.
   *
   * @return one that answers nothing where no provider is set: the route that names it loads all
   *     the same
   * @throws dev.recado.startup.StartupProblem where a setting is wrong or missing
   */
  static ChatModel of(LlmSettings settings, AnswerFormat format) {
    Provider provider = Provider.of(settings);
    return switch (provider) {
      case NONE -> new DisabledChatModel();
      case OPENAI -> openAi(provider, settings, format);
      case OLLAMA -> ollama(provider, settings, format);
      case ANTHROPIC -> anthropic(provider, settings, format);
    };
  }

  private static ChatModel openAi(Provider provider, LlmSettings settings, AnswerFormat format) {
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
        .defaultRequestParameters(answering(format))
        .timeout(settings.timeout())
        .maxRetries(0)
        .build();
  }

  private static ChatModel ollama(Provider provider, LlmSettings settings, AnswerFormat format) {
    return OllamaChatModel.builder()
        .httpClientBuilder(LlmHttp.builder(settings))
        .baseUrl(provider.baseUrl(settings))
        .modelName(provider.model(settings))
        .temperature(settings.temperature())
        .numPredict(settings.maxTokens())
        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
        .defaultRequestParameters(answering(format))
        .timeout(settings.timeout())
        .maxRetries(0)
        .build();
  }

  /**
   * The schema goes in by hand: LangChain4j 1.10 still writes it to {@code output_format}, which
   * the API knows only with a beta header; since then it is {@code output_config.format}.
   */
  private static ChatModel anthropic(Provider provider, LlmSettings settings, AnswerFormat format) {
    AnthropicOutputFormat output = AnthropicOutputFormat.fromJsonSchema(schema(format));
    return AnthropicChatModel.builder()
        .httpClientBuilder(LlmHttp.builder(settings))
        .baseUrl(provider.baseUrl(settings))
        .apiKey(provider.key(settings))
        .modelName(provider.model(settings))
        .temperature(settings.temperature())
        .maxTokens(settings.maxTokens())
        .customParameters(Map.of("output_config", Map.of("format", output)))
        .timeout(settings.timeout())
        .maxRetries(0)
        .build();
  }

  private static ChatRequestParameters answering(AnswerFormat format) {
    return ChatRequestParameters.builder()
        .responseFormat(
            ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(schema(format))
                .build())
        .build();
  }

  private static JsonSchema schema(AnswerFormat format) {
    return JsonSchema.builder().name("entendimento").rootElement(format.schema()).build();
  }
}
