/** Turns: when the hub answers, what the customer meant, and what is put off until later. */
@NullMarked
package dev.recado.chat.turn;

import org.jspecify.annotations.NullMarked;
