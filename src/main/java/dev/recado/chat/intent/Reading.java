package dev.recado.chat.intent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the LLM that keeps to the schema.
 *
 * @param intent one of those that were offered
 * @param confidence from 0 to 1
 * @param entities by the names of the schema, those without a value left out
 * @param area one of those that were offered, or null
 * @param reply what it would say, unchecked; possibly empty
 */
record Reading(
    String intent,
    double confidence,
    Map<String, Object> entities,
    @Nullable String area,
    String reply) {}
