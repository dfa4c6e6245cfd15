/** A simulated WhatsApp for a first try: it has the APIs of WAHA and Meta, and shows the chat of each phone. */
@NullMarked
package dev.recado.systems.simulator;

import org.jspecify.annotations.NullMarked;
