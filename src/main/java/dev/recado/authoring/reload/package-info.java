/** Takes saved files of the routes folder into the running hub, or says why they stay out. */
@NullMarked
package dev.recado.authoring.reload;

import org.jspecify.annotations.NullMarked;
