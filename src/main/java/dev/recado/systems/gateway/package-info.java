/** A WhatsApp gateway of any kind, whose own program posts what customers write. */
@NullMarked
package dev.recado.systems.gateway;

import org.jspecify.annotations.NullMarked;
