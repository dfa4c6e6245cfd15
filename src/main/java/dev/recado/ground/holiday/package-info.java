/** The days on which Brazil rests. */
@NullMarked
package dev.recado.ground.holiday;

import org.jspecify.annotations.NullMarked;
