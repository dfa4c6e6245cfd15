/** Loads saved files of the routes folder into the running hub, or reports why it refuses them. */
@NullMarked
package dev.recado.authoring.reload;

import org.jspecify.annotations.NullMarked;
