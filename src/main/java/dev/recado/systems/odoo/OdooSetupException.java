package dev.recado.systems.odoo;

import dev.recado.spine.flow.UnprocessableException;

/** Odoo does not let the hub in: a setting is wrong, and every call fails in the same way. */
final class OdooSetupException extends UnprocessableException {

  OdooSetupException(String message) {
    super(message);
  }
}
