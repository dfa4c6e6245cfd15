/** WAHA, the WhatsApp HTTP API: webhooks in, messages out, sessions and identities. */
@NullMarked
package dev.recado.systems.waha;

import org.jspecify.annotations.NullMarked;
