package dev.recado.systems.waha;

import java.net.URI;
import java.util.function.Function;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Where the configured WAHA is, and the key that it wants to see. */
final class WahaServer {

  private final Function<String, String> settings;
  private volatile @Nullable Place known;

  /**
   * Makes one.
   *
   * @param settings gives the value of a setting; asked with the first call, for the simulator's
   *     port is known late, and not with each, for that was a third of the work of sending
   */
  WahaServer(Function<String, String> settings) {
    this.settings = settings;
  }

  /**
   * One place.
   *
   * @param key empty where it asks for none
   */
  record Place(URI url, String key) {

    void showKey(HttpRequest request) {
      if (!key.isEmpty()) {
        request.setHeader("X-Api-Key", key);
      }
    }
  }

  Place place() {
    Place place = known;
    if (place == null) {
      URI url = URI.create(settings.apply(WahaAddress.BASE_URL));
      place = new Place(url, settings.apply(WahaAddress.KEY));
      known = place;
    }
    return place;
  }
}
