/** Webhooks of any other WhatsApp gateway that posts customers' messages. */
@NullMarked
package dev.recado.systems.gateway;

import org.jspecify.annotations.NullMarked;
