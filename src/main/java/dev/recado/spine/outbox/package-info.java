/** What is to be done: rows, the gate, sending, retries, dead letters, replay. */
@NullMarked
package dev.recado.spine.outbox;

import org.jspecify.annotations.NullMarked;
