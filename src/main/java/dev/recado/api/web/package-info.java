/** The rules that every answer of the API keeps, and the page that describes the API. */
@NullMarked
package dev.recado.api.web;

import org.jspecify.annotations.NullMarked;
