/**
 * The Camel component {@code effect} and the reading of flow files, which the tools of Camel need
 * too.
 */
@NullMarked
package dev.recado.spine.effect;

import org.jspecify.annotations.NullMarked;
