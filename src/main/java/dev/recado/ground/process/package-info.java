/** Roles of a process, repeated jobs, the secret key, and problems that prevent a start. */
@NullMarked
package dev.recado.ground.process;

import org.jspecify.annotations.NullMarked;
