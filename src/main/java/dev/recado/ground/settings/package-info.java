/** Settings: their names, and the check of all of them before anything starts (ADR 33). */
@NullMarked
package dev.recado.ground.settings;

import org.jspecify.annotations.NullMarked;
