/** Twilio: WhatsApp messages out, its webhooks in, and what its error codes mean. */
@NullMarked
package dev.recado.systems.twilio;

import org.jspecify.annotations.NullMarked;
