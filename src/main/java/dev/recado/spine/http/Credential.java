package dev.recado.spine.http;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  /** What of it must not be shown, should an answer repeat it. */
  Stream<String> secrets();

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

    /** Shorter parts, such as the X that stands for no password, are no secrets. */
    private static final int SHORTEST_PART = 4;

    @Override
    public String addTo(ClassicHttpRequest request) {
      if (place.query()) {
        addToQuery(request);
      } else {
        request.setHeader(place.name(), secret);
      }
      return secret;
    }

    /** Behind the name of the scheme comes the secret itself; Basic has a name and a password. */
    @Override
    public Stream<String> secrets() {
      String bare = secret.substring(secret.lastIndexOf(' ') + 1);
      return Stream.concat(Stream.of(secret, bare), basic(bare));
    }

    private static Stream<String> basic(String bare) {
      try {
        byte[] both = Base64.getDecoder().decode(bare);
        return Stream.of(new String(both, StandardCharsets.UTF_8).split(":", 2))
            .filter(part -> part.length() >= SHORTEST_PART);
      } catch (IllegalArgumentException notBase64) {
        return Stream.empty();
      }
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
