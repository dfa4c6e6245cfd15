/** Tests of flows: files that say what is given, what happens, and what must come of it. */
@NullMarked
package dev.recado.authoring.flowtest;

import org.jspecify.annotations.NullMarked;
