package dev.recado.ground.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended. The next page is older, even if new rows have arrived on top.
 *
 * @param at the time of the last row shown
 * @param id its id, for rows of the same instant
 */
public record Cursor(Instant at, UUID id) {

  /**
   * Writes it as the {@code next} of a page.
   *
   * @return a text without meaning for the caller
   */
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + "|" + id).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the {@code before} of a request.
   *
   * @param before the {@code next} of an earlier page, or null for the first page
   * @return null for the first page
   * @throws Refusal with 400 if it is no such text
   */
  public static @Nullable Cursor read(@Nullable String before) {
    if (before == null) {
      return null;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(before), StandardCharsets.UTF_8);
      String[] parts = text.split("\\|", 2);
      return new Cursor(Times.near(Instant.parse(parts[0])), UUID.fromString(parts[1]));
    } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
      throw Refusal.badRequest("The parameter 'before' must be the 'next' of an earlier page.");
    }
  }
}
