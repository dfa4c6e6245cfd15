package dev.recado.spine.http;

import dev.recado.spine.camel.RoutePart;
import java.time.Clock;
import java.util.Map;

/** The hub's own HTTP client in the routes of a test. */
public final class TestHttp {

  private TestHttp() {}

  public static RoutePart limited() {
    HttpSettings settings = new HttpSettings(Map.of(), Map.of(), Map.of());
    return new HttpConfiguration().limitedHttp(new Credentials(settings, Clock.systemUTC()));
  }
}
