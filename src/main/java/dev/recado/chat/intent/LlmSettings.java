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
 * @param baseUrl its address, with or without the version's path ({@code LLM_BASE_URL}); empty: the
 *     provider's own, which Ollama has none of
 * @param apiKey its key ({@code LLM_API_KEY}); servers of one's own may want none
 * @param model the model's name ({@code LLM_MODEL})
 * @param timeout how long one call may take altogether ({@code LLM_TIMEOUT}), seconds where it has
 *     no unit
 * @param concurrency how many calls may be under way; whatever comes on top is understood locally.
 *     A little more than turns run at once, for a call that was given up may take a moment to end
 * @param maxTokens how long an answer may be
 * @param temperature how freely it answers; unset: the provider's own, since some models take none
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

  /** Never the key nor the address, which may hold one: a record's own text would show them. */
  @Override
  public String toString() {
    return "LlmSettings[provider=" + provider + ", model=" + model + ", timeout=" + timeout + "]";
  }
}
