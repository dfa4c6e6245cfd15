/** Keeps phones out of the log. */
@NullMarked
package dev.recado.ground.logging;

import org.jspecify.annotations.NullMarked;
