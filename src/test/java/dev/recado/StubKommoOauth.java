package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth of {@link StubKommo}: one account whose refresh token changes with each use.
 *
 * <p>As with Kommo, an old refresh token is valid until the new access or refresh token is used.
 */
public final class StubKommoOauth {

  /** As in the samples. */
  public static final String CLIENT_ID = "6e2f0d3a-0000-4000-8000-000000000001";

  /** As in the samples. */
  public static final String CLIENT_SECRET = "test-secret";

  /** As in the samples. */
  public static final String REDIRECT_URI = "https://hub.example.com.br/oauth/kommo";

  /** The code, valid for one exchange. */
  public static final String CODE = "def5020000code";

  record Answer(int status, JsonNode body) {}

  private boolean codeUsed;
  private int generation;
  private int refreshes;
  private int lost;
  private boolean expired;
  private boolean used = true;
  private long expiresIn = 86400;

  /** Refuses the latest access token from now on. */
  public synchronized void expire() {
    expired = true;
  }

  /** Revokes the authorisation: both tokens end. */
  public synchronized void revoke() {
    expired = true;
    generation += 1000;
  }

  /**
   * Sets the lifetime of tokens from now on.
   *
   * @param seconds as the answer with the tokens names it
   */
  public synchronized void expiresIn(long seconds) {
    expiresIn = seconds;
  }

  /** Issues the next pair of tokens, but answers as if it had failed. */
  public synchronized void spoilNextAnswer() {
    lost++;
  }

  /**
   * Counts the refreshes.
   *
   * @return how often a refresh token was accepted
   */
  public synchronized int refreshes() {
    return refreshes;
  }

  synchronized boolean accepts(@Nullable String bearer) {
    boolean good = generation > 0 && !expired && ("Bearer " + access()).equals(bearer);
    used |= good;
    return good;
  }

  private String access() {
    return "kommo-access-" + generation;
  }

  synchronized Answer answer(JsonNode request) {
    boolean known =
        request.path("client_id").asText().equals(CLIENT_ID)
            && request.path("client_secret").asText().equals(CLIENT_SECRET)
            && request.path("redirect_uri").asText().equals(REDIRECT_URI);
    boolean granted =
        known
            && switch (request.path("grant_type").asText()) {
              case "authorization_code" -> code(request.path("code").asText());
              case "refresh_token" -> refresh(request.path("refresh_token").asText());
              default -> false;
            };
    if (!granted) {
      return new Answer(400, StubKommoRecords.sample("oauth-error-400.json"));
    }
    generation++;
    expired = false;
    used = false;
    if (lost > 0) {
      lost--;
      return new Answer(502, StubKommoRecords.JSON.createObjectNode());
    }
    ObjectNode pair = (ObjectNode) StubKommoRecords.sample("oauth-response.json");
    pair.put("access_token", access()).put("refresh_token", "kommo-refresh-" + generation);
    return new Answer(200, pair.put("expires_in", expiresIn));
  }

  private boolean code(String code) {
    boolean good = code.equals(CODE) && !codeUsed;
    codeUsed |= good;
    return good;
  }

  private boolean refresh(String token) {
    boolean latest = token.equals("kommo-refresh-" + generation);
    boolean before = !used && token.equals("kommo-refresh-" + (generation - 1));
    boolean good = latest || before;
    refreshes += good ? 1 : 0;
    return good;
  }
}
