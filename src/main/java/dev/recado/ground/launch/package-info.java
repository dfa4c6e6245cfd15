/** How the process comes up: the unpacked program beside the jar, and the way into it (ADR 37). */
@NullMarked
package dev.recado.ground.launch;

import org.jspecify.annotations.NullMarked;
