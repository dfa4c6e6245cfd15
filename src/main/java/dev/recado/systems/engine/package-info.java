/** What gateways to WhatsApp Web share, whichever engine they run: ids, messages, sessions. */
@NullMarked
package dev.recado.systems.engine;

import org.jspecify.annotations.NullMarked;
