/** What people and their programs read and edit: the REST API, security, health. */
@NullMarked
package dev.recado.api.web;

import org.jspecify.annotations.NullMarked;
