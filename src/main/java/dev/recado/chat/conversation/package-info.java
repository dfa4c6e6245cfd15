/** Customers and their identities, and what was said in both directions. */
@NullMarked
package dev.recado.chat.conversation;

import org.jspecify.annotations.NullMarked;
