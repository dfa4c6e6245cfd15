/** Runs the tests of flows: what is given, what happens, and what must come of it. */
@NullMarked
package dev.recado.authoring.flowtest;

import org.jspecify.annotations.NullMarked;
