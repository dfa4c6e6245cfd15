/**
 * The part of flows that Camel's own tools need: the component {@code effect}, and how a flow file
 * is read.
 */
@NullMarked
package dev.recado.effect;

import org.jspecify.annotations.NullMarked;
