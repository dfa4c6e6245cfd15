/** Takes what is saved in the routes folder into the running hub, or says why it stays out. */
@NullMarked
package dev.recado.authoring.reload;

import org.jspecify.annotations.NullMarked;
