package dev.recado.spine.outbox;

import java.util.UUID;

/**
 * This process among those that share the database.
 *
 * @param id made at the start
 */
record Instance(UUID id) {}
