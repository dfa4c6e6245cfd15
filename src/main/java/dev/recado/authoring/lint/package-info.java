/** Says what is wrong in the routes folder, and where, before the hub meets it. */
@NullMarked
package dev.recado.authoring.lint;

import org.jspecify.annotations.NullMarked;
