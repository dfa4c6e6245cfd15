/** A simulated WhatsApp for a first try: WAHA's and Meta's APIs, and the chat of each phone. */
@NullMarked
package dev.recado.systems.simulator;

import org.jspecify.annotations.NullMarked;
