/** What the hub's log may say. */
@NullMarked
package dev.recado.ground.logging;

import org.jspecify.annotations.NullMarked;
