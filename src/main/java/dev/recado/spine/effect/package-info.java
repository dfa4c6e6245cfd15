/**
 * The part of flows that Camel's own tools need: the component {@code effect}, and how a flow file
 * is read.
 */
@NullMarked
package dev.recado.spine.effect;

import org.jspecify.annotations.NullMarked;
