package dev.recado.sales.commerce;

import org.jspecify.annotations.Nullable;

/**
 * A group of products, as customers choose it.
 *
 * @param id its number
 * @param name as customers read it
 * @param description or null
 * @param position smaller ones come first
 * @param active whether customers see it
 */
record Category(long id, String name, @Nullable String description, int position, boolean active) {}
