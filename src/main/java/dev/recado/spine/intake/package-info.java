/** Runs flows for events from Kafka, commits the results at once, and keeps what waits or fails. */
@NullMarked
package dev.recado.spine.intake;

import org.jspecify.annotations.NullMarked;
