/** Kommo: what its account tells the hub, and what the hub reads and writes there. */
@NullMarked
package dev.recado.systems.kommo;

import org.jspecify.annotations.NullMarked;
