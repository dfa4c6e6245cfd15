package dev.recado.systems.meta;

import dev.recado.spine.channel.Channel;
import java.net.URI;
import org.springframework.util.StringUtils;

/**
 * Where the Graph API of one number is, and the token that it wants to see.
 *
 * @param base with the version and without a slash at its end
 * @param number the phone number id
 */
record Graph(String base, String number, String token) {

  /** Meta's own address, where a channel names no other. */
  static final String ADDRESS = "https://graph.facebook.com";

  /** The version of the API whose requests and answers the hub knows. */
  static final String VERSION = "v23.0";

  static Graph of(Channel channel) {
    return of(channel, ADDRESS);
  }

  /** The Graph API of a channel that is elsewhere unless it names an address itself. */
  static Graph of(Channel channel, String address) {
    String url = or(channel.setting(MetaProvider.GRAPH_URL), address);
    String version = or(channel.setting(MetaProvider.API_VERSION), VERSION);
    return new Graph(
        StringUtils.trimTrailingCharacter(url, '/') + "/" + version,
        channel.setting(MetaProvider.PHONE_NUMBER_ID),
        channel.secret(MetaProvider.ACCESS_TOKEN).orElse(""));
  }

  private static String or(String text, String otherwise) {
    return StringUtils.hasText(text) ? text : otherwise;
  }

  URI messages() {
    return URI.create(base + "/" + number + "/messages");
  }

  /**
   * The address of a thing.
   *
   * @param path with a query, as an address wants it
   */
  URI at(String path) {
    return URI.create(base + "/" + path);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "Graph[" + base + "/" + number + "]";
  }
}
