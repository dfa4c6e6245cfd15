/** Databases of other systems that flows read: their settings, pools, limits and outages. */
@NullMarked
package dev.recado.spine.foreign;

import org.jspecify.annotations.NullMarked;
