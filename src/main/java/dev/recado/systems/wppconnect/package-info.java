/** WPPConnect Server, a gateway to WhatsApp Web: webhooks in, messages out, sessions. */
@NullMarked
package dev.recado.systems.wppconnect;

import org.jspecify.annotations.NullMarked;
