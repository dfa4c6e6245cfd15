/** Finds mistakes in the routes folder, with their places, before the hub loads it. */
@NullMarked
package dev.recado.authoring.lint;

import org.jspecify.annotations.NullMarked;
