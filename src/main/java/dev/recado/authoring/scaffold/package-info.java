/** Writes new flows and connectors, and the schemas by which editors complete. */
@NullMarked
package dev.recado.authoring.scaffold;

import org.jspecify.annotations.NullMarked;
