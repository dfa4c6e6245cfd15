/** Generates new flows and connectors, and the JSON schemas for editors. */
@NullMarked
package dev.recado.authoring.scaffold;

import org.jspecify.annotations.NullMarked;
