/** The start of the process from the unpacked program beside the jar (ADR 37). */
@NullMarked
package dev.recado.ground.launch;

import org.jspecify.annotations.NullMarked;
