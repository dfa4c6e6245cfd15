package dev.recado.systems.waha;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.ConnectorCall;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Where the WAHA of one channel is, and the key that it wants to see. */
final class WahaServer {

  static final String KEY = "X-Api-Key";

  private final Supplier<Place> asked;
  private volatile @Nullable Place known;

  /**
   * Makes one.
   *
   * @param place asked with the first call, for the simulator's port is known late
   */
  WahaServer(Supplier<Place> place) {
    this.asked = place;
  }

  /** The WAHA of a channel that the API has made. */
  static WahaServer of(Channel channel) {
    String url = StringUtils.trimTrailingCharacter(channel.setting(WahaProvider.URL), '/');
    return new WahaServer(
        () -> new Place(URI.create(url), channel.secret(WahaProvider.API_KEY).orElse("")));
  }

  /**
   * One place.
   *
   * @param url without a slash at its end
   * @param key empty where it asks for none
   */
  record Place(URI url, String key) {

    void showKey(HttpRequest request) {
      if (!key.isEmpty()) {
        request.setHeader(KEY, key);
      }
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
      return "Place[" + url + "]";
    }
  }

  Place place() {
    Place place = known;
    if (place == null) {
      place = asked.get();
      known = place;
    }
    return place;
  }

  /** Begins a request of a connector's route. */
  ConnectorCall call(Exchange exchange, String method, String path) {
    Place place = place();
    ConnectorCall call = ConnectorCall.to(exchange, method, URI.create(place.url() + path));
    return place.key().isEmpty() ? call : call.secret(KEY, place.key());
  }
}
