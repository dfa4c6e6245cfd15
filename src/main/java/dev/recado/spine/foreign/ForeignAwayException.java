package dev.recado.spine.foreign;

import java.io.IOException;

/**
 * A database of another system is away, so that a retry may help.
 *
 * <p>It is no failure of the hub's own PostgreSQL, whose outages stop the intake. So it carries
 * neither the code nor the exception of the driver, which look the same for both.
 */
public sealed class ForeignAwayException extends IOException permits ForeignBusyException {

  ForeignAwayException(String message) {
    super(message);
  }
}
