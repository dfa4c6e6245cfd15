/** From Kafka through the flows into one commit, and the events that wait, fail or are parked. */
@NullMarked
package dev.recado.spine.intake;

import org.jspecify.annotations.NullMarked;
