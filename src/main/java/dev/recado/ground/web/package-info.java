/** The kit of controllers: pages of lists, parameters, and refusals that tell why. */
@NullMarked
package dev.recado.ground.web;

import org.jspecify.annotations.NullMarked;
