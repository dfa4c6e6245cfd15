/** Flows: YAML files that turn one event into effects, and what they may call. */
@NullMarked
package dev.recado.flow;

import org.jspecify.annotations.NullMarked;
