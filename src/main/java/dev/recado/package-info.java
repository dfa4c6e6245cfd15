/** Recado, a WhatsApp integration hub: webhooks in, declarative flows, messages out, once. */
@NullMarked
package dev.recado;

import org.jspecify.annotations.NullMarked;
