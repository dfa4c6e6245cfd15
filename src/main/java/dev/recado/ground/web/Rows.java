package dev.recado.ground.web;

import dev.recado.ground.phone.Phones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads columns that may be null. */
public final class Rows {

  private Rows() {}

  public static UUID id(ResultSet row) throws SQLException {
    return row.getObject("id", UUID.class);
  }

  public static Instant at(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  public static @Nullable Instant maybeAt(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** A text with the phones in it masked. */
  public static String masked(ResultSet row, String column) throws SQLException {
    return Phones.maskAll(row.getString(column));
  }

  public static @Nullable String maybeMasked(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Phones.maskAll(text);
  }
}
