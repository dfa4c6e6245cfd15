/** Conversations that the hub begins: the first message, and one at a time for each customer. */
@NullMarked
package dev.recado.sales.proactive;

import org.jspecify.annotations.NullMarked;
