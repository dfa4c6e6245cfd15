/** RD Station Marketing: who converted on a landing page, and who was marked as an opportunity. */
@NullMarked
package dev.recado.systems.rdstation;

import org.jspecify.annotations.NullMarked;
