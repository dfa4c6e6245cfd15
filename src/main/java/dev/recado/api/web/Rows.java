package dev.recado.api.web;

import dev.recado.ground.phone.Phones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads columns that may be null. */
final class Rows {

  private Rows() {}

  static UUID id(ResultSet row) throws SQLException {
    return row.getObject("id", UUID.class);
  }

  static Instant at(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  static @Nullable Instant maybeAt(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** A text with the phones in it masked. */
  static String masked(ResultSet row, String column) throws SQLException {
    return Phones.maskAll(row.getString(column));
  }

  static @Nullable String maybeMasked(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Phones.maskAll(text);
  }
}
