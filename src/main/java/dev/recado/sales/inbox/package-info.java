/** Conversations as people see them: which go on, with whom, and whose they are. */
@NullMarked
package dev.recado.sales.inbox;

import org.jspecify.annotations.NullMarked;
