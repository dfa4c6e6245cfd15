/** Loops that must never stand still: each tells when it last got on. */
@NullMarked
package dev.recado.ground.loop;

import org.jspecify.annotations.NullMarked;
