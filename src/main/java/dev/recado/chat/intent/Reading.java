package dev.recado.chat.intent;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the LLM that keeps to the schema.
 *
 * @param intent one of the offered intents
 * @param confidence from 0 to 1
 * @param entities values by the names of the schema, without the empty ones
 * @param area one of the offered areas, or null
 * @param reply the reply that the LLM proposes, unchecked; possibly empty
 */
record Reading(
    String intent,
    double confidence,
    Map<String, Object> entities,
    @Nullable String area,
    String reply) {}
