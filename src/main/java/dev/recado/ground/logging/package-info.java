/** Masks phones in the log. */
@NullMarked
package dev.recado.ground.logging;

import org.jspecify.annotations.NullMarked;
