/** A WhatsApp gateway of any kind, whose own program posts what customers write. */
@NullMarked
package dev.recado.gateway;

import org.jspecify.annotations.NullMarked;
