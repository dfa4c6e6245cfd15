/** Phone numbers as Brazil writes them and WhatsApp knows them. */
@NullMarked
package dev.recado.phone;

import org.jspecify.annotations.NullMarked;
