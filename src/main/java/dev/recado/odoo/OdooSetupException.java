package dev.recado.odoo;

import dev.recado.flow.UnprocessableException;

/** Odoo does not let the hub in: a setting is wrong, and every call will fail alike. */
final class OdooSetupException extends UnprocessableException {

  OdooSetupException(String message) {
    super(message);
  }
}
