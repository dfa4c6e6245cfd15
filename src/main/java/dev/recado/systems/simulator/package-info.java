/** A WhatsApp for a first try: speaks the API of WAHA and shows the chat of each phone. */
@NullMarked
package dev.recado.systems.simulator;

import org.jspecify.annotations.NullMarked;
