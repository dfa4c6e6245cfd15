/** Scheduled flows: their times, their runs that are due, and their pauses. */
@NullMarked
package dev.recado.spine.schedule;

import org.jspecify.annotations.NullMarked;
