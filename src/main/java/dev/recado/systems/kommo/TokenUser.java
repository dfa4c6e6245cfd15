package dev.recado.systems.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the user of an access token: Kommo's tokens are JWTs, and {@code sub} is the user's id. */
final class TokenUser {

  private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

  private TokenUser() {}

  /** The user's id; empty if the token does not hold it. */
  static Optional<String> of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      JsonNode claims = KommoJson.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
      return Optional.of(claims.path("sub").asText()).filter(sub -> ID.matcher(sub).matches());
    } catch (IOException | IllegalArgumentException e) {
      // A token of another format does not name its user.
      return Optional.empty();
    }
  }
}
