/** Lists, fields and refusals of endpoints that keep the habits of Django REST Framework. */
@NullMarked
package dev.recado.ground.rest;

import org.jspecify.annotations.NullMarked;
