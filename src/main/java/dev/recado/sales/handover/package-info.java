/** Who answers a conversation, the hub or a person, and the commands that change it. */
@NullMarked
package dev.recado.sales.handover;

import org.jspecify.annotations.NullMarked;
