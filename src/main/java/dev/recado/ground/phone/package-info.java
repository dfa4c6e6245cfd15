/** Phone numbers as Brazil writes them and WhatsApp knows them. */
@NullMarked
package dev.recado.ground.phone;

import org.jspecify.annotations.NullMarked;
