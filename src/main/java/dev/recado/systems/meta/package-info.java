/** Meta's WhatsApp Cloud API: webhooks in, messages out, and what an error means for a message. */
@NullMarked
package dev.recado.systems.meta;

import org.jspecify.annotations.NullMarked;
