package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.DisabledChatModel;
import dev.recado.ground.process.StartupProblem;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;

class LlmSettingsTest {

  private static LlmSettings settings(String provider, String url, String key, String model) {
    return new LlmSettings(provider, url, key, model, Duration.ofSeconds(8), 10, 300, null);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini, '', k, m, LLM_PROVIDER",
    "openai, '', '', m, LLM_API_KEY",
    "openai, https://api.openai.com/, '', m, LLM_API_KEY",
    "openai, '', k, '', LLM_MODEL",
    "ollama, '', '', m, LLM_BASE_URL",
    "ollama, http://h:11434, '', '', LLM_MODEL",
    "anthropic, '', '', m, LLM_API_KEY",
    "anthropic, http://h, '', m, LLM_API_KEY",
    "openai, api.openai.com, k, m, LLM_BASE_URL",
    "openai, 'ftp://user:secret@h', k, m, LLM_BASE_URL",
    "openai, 'http:// h', k, m, LLM_BASE_URL"
  })
  void whatIsWrongOrMissingIsNamed(
      String provider, String url, String key, String model, String variable) {
    assertThatThrownBy(() -> LlmModels.of(settings(provider, url, key, model), IntentKit.FORMAT))
        .isInstanceOfSatisfying(
            StartupProblem.class,
            problem -> {
              assertThat(problem.getMessage()).contains(variable).doesNotContain("secret");
              assertThat(problem.remedy()).contains(variable);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-1s"})
  void aTimeoutMustLeaveTime(String timeout) {
    LlmSettings settings =
        new LlmSettings("none", "", "", "", DurationStyle.detectAndParse(timeout), 10, 300, null);
    assertThatThrownBy(() -> Provider.of(settings))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("LLM_TIMEOUT");
  }

  @Test
  void aTimeoutWithoutAUnitIsInSeconds() {
    Map<String, String> given = Map.of("recado.llm.timeout", "8");
    LlmSettings settings =
        new Binder(new MapConfigurationPropertySource(given))
            .bindOrCreate("recado.llm", LlmSettings.class);
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.provider()).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({"none", "NONE", "''", "' '"})
  void withoutAProviderThereIsAModelThatAnswersNothing(String provider) {
    assertThat(LlmModels.of(settings(provider, "", "", ""), IntentKit.FORMAT))
        .isInstanceOf(DisabledChatModel.class);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, '', https://api.openai.com/v1",
    "anthropic, '', https://api.anthropic.com/v1",
    "openai, https://openrouter.ai/api/v1/, https://openrouter.ai/api/v1",
    "openai, https://llm.example/v1/chat/completions, https://llm.example/v1",
    "openai, https://g.example/v1beta/openai/, https://g.example/v1beta/openai",
    "anthropic, https://proxy.example/claude, https://proxy.example/claude/v1",
    "ollama, http://ollama:11434/api/chat, http://ollama:11434"
  })
  void anAddressIsAdaptedToTheClient(String provider, String given, String base) {
    LlmSettings settings = settings(provider, given, "k", "m");
    assertThat(Provider.of(settings).baseUrl(settings)).isEqualTo(base);
  }

  @Test
  void theKeyIsOnlySentIfItIsNeededOrGiven() {
    LlmSettings own = settings("openai", "http://127.0.0.1:1234", "", "m");
    assertThat(Provider.OPENAI.key(own)).isEmpty();
    assertThat(Provider.OPENAI.key(settings("openai", "http://h", " k ", "m"))).isEqualTo("k");
  }
}
