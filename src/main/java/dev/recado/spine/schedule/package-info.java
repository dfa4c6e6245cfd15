/** Flows that run by the clock: which there are, and what has come due. */
@NullMarked
package dev.recado.spine.schedule;

import org.jspecify.annotations.NullMarked;
