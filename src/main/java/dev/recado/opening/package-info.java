/** Conversations that the hub begins: with whom one runs, who got it, and how it is begun. */
@NullMarked
package dev.recado.opening;

import org.jspecify.annotations.NullMarked;
