package dev.recado.spine.campaign;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person of an audience.
 *
 * @param phone as it is written there, or null where it is missing
 * @param client the client it is about, for example {@code odoo:7}, or null
 * @param values what a template may say, by name: texts, numbers, booleans; nulls are left out
 * @param refusal why this person gets nothing, in Portuguese with a code before it ({@code BLOCKED:
 *     …}), or null
 */
public record AudienceRow(
    @Nullable String phone,
    @Nullable String client,
    Map<String, Object> values,
    @Nullable String refusal) {}
