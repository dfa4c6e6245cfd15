/** Phone numbers in the notations of Brazil and of WhatsApp. */
@NullMarked
package dev.recado.ground.phone;

import org.jspecify.annotations.NullMarked;
