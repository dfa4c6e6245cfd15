/** Commands: what our own people write to the hub itself, from a chat, the CRM or the API. */
@NullMarked
package dev.recado.sales.handover;

import org.jspecify.annotations.NullMarked;
