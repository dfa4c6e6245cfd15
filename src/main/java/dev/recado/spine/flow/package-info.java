/** Flows: the YAML files that turn one event into effects, and the effects themselves. */
@NullMarked
package dev.recado.spine.flow;

import org.jspecify.annotations.NullMarked;
