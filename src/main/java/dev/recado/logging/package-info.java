/** What the hub's log may say. */
@NullMarked
package dev.recado.logging;

import org.jspecify.annotations.NullMarked;
