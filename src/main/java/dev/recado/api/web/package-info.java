/** The rules for every answer of the API, and the OpenAPI description. */
@NullMarked
package dev.recado.api.web;

import org.jspecify.annotations.NullMarked;
