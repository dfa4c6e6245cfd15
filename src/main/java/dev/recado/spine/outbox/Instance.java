package dev.recado.spine.outbox;

import java.util.UUID;

/**
 * This process among those that share the database.
 *
 * @param id made at the start
 * @param alone whether the database is this process's own, so that what any other has claimed is
 *     left behind
 */
public record Instance(UUID id, boolean alone) {}
