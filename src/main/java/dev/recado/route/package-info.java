/**
 * The files of the routes folder, and the Camel context that runs them: found, built, exchanged.
 */
@NullMarked
package dev.recado.route;

import org.jspecify.annotations.NullMarked;
