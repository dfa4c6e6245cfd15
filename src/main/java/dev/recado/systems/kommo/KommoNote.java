package dev.recado.systems.kommo;

import java.time.Instant;

/**
 * A note or a task, as far as it tells whether it was written before.
 *
 * @param id in Kommo
 * @param text what it says
 * @param createdAt when it was written
 */
record KommoNote(String id, String text, Instant createdAt) {}
