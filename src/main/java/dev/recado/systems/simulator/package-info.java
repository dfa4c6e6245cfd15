/** A WhatsApp of our own for a first try: speaks WAHA's API and shows each phone's chat. */
@NullMarked
package dev.recado.systems.simulator;

import org.jspecify.annotations.NullMarked;
