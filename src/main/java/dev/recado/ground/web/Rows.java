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

  /**
   * Reads the column {@code id}.
   *
   * @param row the row of the result
   * @throws SQLException if there is no such column
   */
  public static UUID id(ResultSet row) throws SQLException {
    return row.getObject("id", UUID.class);
  }

  /**
   * Reads a time that is never null.
   *
   * @param row the row of the result
   * @param column its name
   * @throws SQLException if there is no such column
   */
  public static Instant at(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  /**
   * Reads a time that may be null.
   *
   * @param row the row of the result
   * @param column its name
   * @throws SQLException if there is no such column
   */
  public static @Nullable Instant maybeAt(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  /** Reads a text and masks the phones in it. */
  public static String masked(ResultSet row, String column) throws SQLException {
    return Phones.maskAll(row.getString(column));
  }

  /**
   * Reads a text that may be null, and masks the phones in it.
   *
   * @param row the row of the result
   * @param column its name
   * @throws SQLException if there is no such column
   */
  public static @Nullable String maybeMasked(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Phones.maskAll(text);
  }
}
