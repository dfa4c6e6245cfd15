package dev.recado.systems.kommo;

import java.time.Instant;

/**
 * The facts of a note or a task that show whether it was written before.
 *
 * @param id in Kommo
 * @param text its text
 * @param createdAt when it was written
 */
record KommoNote(String id, String text, Instant createdAt) {}
