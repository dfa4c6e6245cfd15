/** The team's view of conversations: their state, their customer and their seller. */
@NullMarked
package dev.recado.sales.inbox;

import org.jspecify.annotations.NullMarked;
