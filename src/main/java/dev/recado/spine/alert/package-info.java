/** Alerts: what a person must know of, as events that flows tell, with pauses and all-clears. */
@NullMarked
package dev.recado.spine.alert;

import org.jspecify.annotations.NullMarked;
