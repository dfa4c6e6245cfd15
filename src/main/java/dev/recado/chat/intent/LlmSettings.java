package dev.recado.chat.intent;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Settings of the LLM.
 *
 * @param provider {@code none}, {@code openai}, {@code ollama} or {@code anthropic} ({@code
 *     LLM_PROVIDER})
 * @param baseUrl its address, with or without the version's path ({@code LLM_BASE_URL}); empty for
 *     the provider's own address, which Ollama does not have
 * @param apiKey its key ({@code LLM_API_KEY}); a local server may need none
 * @param model the model's name ({@code LLM_MODEL})
 * @param timeout how long one call may take altogether ({@code LLM_TIMEOUT}), seconds if it has no
 *     unit
 * @param concurrency how many calls may be under way; for further messages the classifier answers.
 *     It is a little more than the turns that run at once, because a call that timed out may take a
 *     moment to end
 * @param maxTokens how long an answer may be
 * @param temperature how freely it answers; unset for the provider's default, because some models
 *     accept none
 */
@ConfigurationProperties("recado.llm")
record LlmSettings(
    @DefaultValue("none") String provider,
    @DefaultValue("") String baseUrl,
    @DefaultValue("") String apiKey,
    @DefaultValue("") String model,
    @DefaultValue("8s") @DurationUnit(ChronoUnit.SECONDS) Duration timeout,
    @DefaultValue("128") int concurrency,
    @DefaultValue("1024") int maxTokens,
    @Nullable Double temperature) {

  /**
   * Leaves out the key, and the address because it may hold one. The default text of a record would
   * show them.
   */
  @Override
  public String toString() {
    return "LlmSettings[provider=" + provider + ", model=" + model + ", timeout=" + timeout + "]";
  }
}
