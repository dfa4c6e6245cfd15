/** Background loops: each records its last progress, so that the hub notices one that hangs. */
@NullMarked
package dev.recado.ground.loop;

import org.jspecify.annotations.NullMarked;
