/** What every part needs to come up: roles, problems that stop a start, and how they are told. */
@NullMarked
package dev.recado.ground.process;

import org.jspecify.annotations.NullMarked;
