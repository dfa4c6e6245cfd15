/** RD Station Marketing: conversions on landing pages and marked opportunities. */
@NullMarked
package dev.recado.systems.rdstation;

import org.jspecify.annotations.NullMarked;
