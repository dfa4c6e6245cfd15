/** What is set outside, by which names, and whether all of it can be right (ADR 33). */
@NullMarked
package dev.recado.ground.settings;

import org.jspecify.annotations.NullMarked;
