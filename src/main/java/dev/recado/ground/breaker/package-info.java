/** Circuit breakers: how each of the hub's finds out that its far side is back. */
@NullMarked
package dev.recado.ground.breaker;

import org.jspecify.annotations.NullMarked;
