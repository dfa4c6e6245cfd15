/** Roles of a process, jobs that repeat, the secret key, and problems that stop a start. */
@NullMarked
package dev.recado.ground.process;

import org.jspecify.annotations.NullMarked;
