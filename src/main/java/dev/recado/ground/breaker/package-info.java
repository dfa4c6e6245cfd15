/** Circuit breakers: how each finds out that its far side is back. */
@NullMarked
package dev.recado.ground.breaker;

import org.jspecify.annotations.NullMarked;
