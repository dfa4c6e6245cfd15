package dev.recado.spine.outbox;

import java.util.UUID;

/**
 * This process, one of those that share the database.
 *
 * @param id made at the start
 * @param alone whether the database belongs to this process only, so that claims of any other
 *     process are left over from dead ones
 */
public record Instance(UUID id, boolean alone) {}
