package dev.recado.spine.channel;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a provider must know of a channel, such as an access token.
 *
 * @param name as the API writes it, in camel case
 * @param secret whether it is stored encrypted and never shown
 * @param required whether a channel without it cannot work
 * @param pattern what its value looks like, or null for any text
 * @param about one sentence in Portuguese for the person who fills it in
 */
public record Field(
    String name, boolean secret, boolean required, @Nullable Pattern pattern, String about) {

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s?#@]{1,300}");

  /** Creates a required field whose value anybody may see. */
  public static Field plain(String name, String about) {
    return new Field(name, false, true, null, about);
  }

  /** Creates a required field with an address of a server. */
  public static Field address(String name, String about) {
    return new Field(name, false, true, ADDRESS, about);
  }

  /** Creates a required field whose value is a secret. */
  public static Field secret(String name, String about) {
    return new Field(name, true, true, null, about);
  }

  /**
   * Tells whether a value has the form of this field.
   *
   * @param value without blanks around it
   */
  boolean fits(String value) {
    return pattern == null
        || pattern.matcher(value).matches() && (pattern != ADDRESS || server(value));
  }

  private static boolean server(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() != null && uri.getUserInfo() == null && uri.getPort() <= 65_535;
    } catch (URISyntaxException noAddress) {
      return false;
    }
  }

  /** The same field for a channel that can do without it. */
  public Field optional() {
    return new Field(name, secret, false, pattern, about);
  }

  /** The same field with a form that its value must have. */
  public Field like(String regex) {
    return new Field(name, secret, required, Pattern.compile(regex), about);
  }
}
