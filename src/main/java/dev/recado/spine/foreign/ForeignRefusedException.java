package dev.recado.spine.foreign;

import java.sql.SQLException;

/** A database of another system has refused a query, and would refuse it again. */
public final class ForeignRefusedException extends SQLException {

  ForeignRefusedException(String message) {
    super(message);
  }
}
