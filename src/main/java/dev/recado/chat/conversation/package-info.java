/** Who wrote, what was said in both directions, and the turns in which the hub answers. */
@NullMarked
package dev.recado.chat.conversation;

import org.jspecify.annotations.NullMarked;
