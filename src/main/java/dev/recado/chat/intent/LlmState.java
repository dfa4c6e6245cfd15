package dev.recado.chat.intent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of the LLM.
 *
 * @param provider {@code none}, {@code openai}, {@code ollama} or {@code anthropic}
 * @param breaker {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}; {@code DISABLED} without an LLM
 * @param format the form in which the hub asks for answers: {@code json_schema}, {@code
 *     json_object} or {@code text}; null without an LLM
 * @param lastUsedAt when an answer was used last, or null
 * @param trouble why its answers are not used at present, without words of the conversation; null
 *     if they are used, or if none was asked for
 */
public record LlmState(
    String provider,
    String breaker,
    @Nullable String format,
    @Nullable Instant lastUsedAt,
    @Nullable String trouble) {}
