package dev.recado.systems.kommo;

import org.jspecify.annotations.Nullable;

/**
 * A user of the account.
 *
 * @param id in Kommo
 * @param name the name that customers are told
 * @param email or null
 * @param active whether the user may sign in
 * @param admin whether the user is an administrator of the account
 * @param free whether the user has no paid seat ({@code rights.is_free})
 */
public record KommoUser(
    String id, String name, @Nullable String email, boolean active, boolean admin, boolean free) {}
