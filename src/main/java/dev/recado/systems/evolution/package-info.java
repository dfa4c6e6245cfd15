/** The Evolution API, a gateway to WhatsApp Web: webhooks in, messages out, instances. */
@NullMarked
package dev.recado.systems.evolution;

import org.jspecify.annotations.NullMarked;
