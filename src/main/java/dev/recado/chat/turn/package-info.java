/** Turns: collects a customer's messages, finds their intent, and starts flows at once or later. */
@NullMarked
package dev.recado.chat.turn;

import org.jspecify.annotations.NullMarked;
