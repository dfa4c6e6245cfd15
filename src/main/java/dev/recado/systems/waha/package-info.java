/** WAHA, the WhatsApp HTTP API: what it is sent, what its answers mean. */
@NullMarked
package dev.recado.systems.waha;

import org.jspecify.annotations.NullMarked;
