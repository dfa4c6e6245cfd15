/** Circuit breakers: how each finds out that the other system answers again. */
@NullMarked
package dev.recado.ground.breaker;

import org.jspecify.annotations.NullMarked;
