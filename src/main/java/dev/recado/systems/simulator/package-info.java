/** A simulated WhatsApp for a first try: it has WAHA's API and shows the chat of each phone. */
@NullMarked
package dev.recado.systems.simulator;

import org.jspecify.annotations.NullMarked;
