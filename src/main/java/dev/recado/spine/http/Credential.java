package dev.recado.spine.http;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpRequest;

/** A secret of the settings, and how it gets into a request. */
interface Credential {

  /**
   * Puts it into a request.
   *
   * @return what it has put there
   * @throws IOException if there is no token at present
   */
  String addTo(ClassicHttpRequest request) throws IOException;

  /**
   * Hears that the other system refused it.
   *
   * @param sent what {@link #addTo} gave back
   * @return whether another try has another secret
   */
  default boolean renewed(String sent) {
    return false;
  }

  /** Where a fixed secret is sent. */
  record Place(boolean query, String name) {

    static final Place AUTHORIZATION = new Place(false, "Authorization");

    private static final Pattern WRITTEN =
        Pattern.compile("header:\\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)|query:\\s*([^\\s&=#?]+)");

    /** Reads {@code header:X-Api-Key} or {@code query:key}; empty if it is neither. */
    static Optional<Place> read(String text) {
      Matcher written = WRITTEN.matcher(text.strip());
      if (!written.matches()) {
        return Optional.empty();
      }
      boolean query = written.group(2) != null;
      return Optional.of(new Place(query, query ? written.group(2) : written.group(1)));
    }
  }

  /**
   * A secret that is set.
   *
   * @param secret the value as it is sent
   * @param place where
   */
  record Fixed(String secret, Place place) implements Credential {

    @Override
    public String addTo(ClassicHttpRequest request) {
      if (place.query()) {
        addToQuery(request);
      } else {
        request.setHeader(place.name(), secret);
      }
      return secret;
    }

    private void addToQuery(HttpRequest request) {
      String path = request.getRequestUri();
      String pair = encoded(place.name()) + "=" + encoded(secret);
      request.setPath(path + (path.contains("?") ? "&" : "?") + pair);
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
      return "Fixed[" + place + "]";
    }
  }
}
