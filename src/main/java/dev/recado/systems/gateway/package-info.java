/** Any other WhatsApp gateway whose program posts what customers write. */
@NullMarked
package dev.recado.systems.gateway;

import org.jspecify.annotations.NullMarked;
