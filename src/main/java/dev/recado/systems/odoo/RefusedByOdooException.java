package dev.recado.systems.odoo;

import dev.recado.spine.flow.UnprocessableException;

/** What Odoo itself will not do with what it was given, in its own words ({@code UserError}). */
final class RefusedByOdooException extends UnprocessableException {

  RefusedByOdooException(String message) {
    super(message);
  }
}
