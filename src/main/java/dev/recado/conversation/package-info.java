/** Who wrote, what was said in both directions, and the turns in which the hub answers. */
@NullMarked
package dev.recado.conversation;

import org.jspecify.annotations.NullMarked;
