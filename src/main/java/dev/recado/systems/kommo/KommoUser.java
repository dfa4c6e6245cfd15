package dev.recado.systems.kommo;

import org.jspecify.annotations.Nullable;

/**
 * A user of the account.
 *
 * @param id in Kommo
 * @param name as customers are told
 * @param email or null
 * @param active whether they may sign in
 * @param admin whether they administer the account
 * @param free whether theirs is no paid seat ({@code rights.is_free})
 */
public record KommoUser(
    String id, String name, @Nullable String email, boolean active, boolean admin, boolean free) {}
