/** The days on which Brazil rests. */
@NullMarked
package dev.recado.holiday;

import org.jspecify.annotations.NullMarked;
