/** Takes events from Kafka through the flows into one commit, and keeps what waits or fails. */
@NullMarked
package dev.recado.spine.intake;

import org.jspecify.annotations.NullMarked;
