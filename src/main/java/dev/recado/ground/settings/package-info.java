/** Settings: their names, and the validation of all of them before the start (ADR 33). */
@NullMarked
package dev.recado.ground.settings;

import org.jspecify.annotations.NullMarked;
