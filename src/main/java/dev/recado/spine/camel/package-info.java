/** The routes folder and the Camel contexts that run it, with the rights that flows have. */
@NullMarked
package dev.recado.spine.camel;

import org.jspecify.annotations.NullMarked;
