/** The national holidays of Brazil. */
@NullMarked
package dev.recado.ground.holiday;

import org.jspecify.annotations.NullMarked;
