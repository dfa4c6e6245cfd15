/** Runs flow tests: the given data, the events that arrive, and the expected effects. */
@NullMarked
package dev.recado.authoring.flowtest;

import org.jspecify.annotations.NullMarked;
