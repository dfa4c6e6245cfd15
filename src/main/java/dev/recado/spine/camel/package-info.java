/** What actions give: the shapes that Kamelets say their answers have. */
@NullMarked
package dev.recado.spine.camel;

import org.jspecify.annotations.NullMarked;
