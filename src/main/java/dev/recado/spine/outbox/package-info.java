/** Outgoing messages and calls: rows, the gate, sending, retries, dead letters and receipts. */
@NullMarked
package dev.recado.spine.outbox;

import org.jspecify.annotations.NullMarked;
