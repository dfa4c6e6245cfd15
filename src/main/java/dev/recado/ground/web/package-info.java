/** Helpers for controllers: pages of lists, parameters, and refusals with a reason. */
@NullMarked
package dev.recado.ground.web;

import org.jspecify.annotations.NullMarked;
