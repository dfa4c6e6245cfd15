package dev.recado.systems.odoo;

import dev.recado.spine.flow.UnprocessableException;

/** A refusal of Odoo itself, in its own words ({@code UserError}). */
final class RefusedByOdooException extends UnprocessableException {

  RefusedByOdooException(String message) {
    super(message);
  }
}
