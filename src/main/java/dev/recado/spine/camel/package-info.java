/** The routes folder, the Camel contexts that run it, and the rights of flows. */
@NullMarked
package dev.recado.spine.camel;

import org.jspecify.annotations.NullMarked;
