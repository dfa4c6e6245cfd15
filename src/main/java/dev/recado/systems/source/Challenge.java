package dev.recado.systems.source;

import org.jspecify.annotations.Nullable;

/**
 * The question of a sender that makes sure that the address is right: a GET, before any webhook.
 *
 * @param echo the parameter whose value is the answer, or null for {@code ok}
 * @param token the parameter that holds the token of this question, or null where the address holds
 *     the secret
 */
record Challenge(@Nullable String echo, @Nullable String token) {}
