/** Customers, their identities, and the messages in both directions. */
@NullMarked
package dev.recado.chat.conversation;

import org.jspecify.annotations.NullMarked;
