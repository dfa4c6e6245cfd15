/** Flows: YAML files that turn one event into effects, and what they may call. */
@NullMarked
package dev.recado.spine.flow;

import org.jspecify.annotations.NullMarked;
