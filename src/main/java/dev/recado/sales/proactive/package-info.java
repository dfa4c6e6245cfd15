/** Conversations that the hub begins: with whom one runs, who got it, and how it is begun. */
@NullMarked
package dev.recado.sales.proactive;

import org.jspecify.annotations.NullMarked;
