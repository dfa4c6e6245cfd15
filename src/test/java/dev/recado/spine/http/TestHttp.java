package dev.recado.spine.http;

import dev.recado.spine.camel.RoutePart;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** The hub's own HTTP client in the routes of a test. */
public final class TestHttp {

  private TestHttp() {}

  public static RoutePart limited() {
    HttpSettings settings = new HttpSettings(Map.of(), Map.of(), Map.of());
    return new HttpConfiguration().limitedHttp(new Credentials(settings, Clock.systemUTC()));
  }

  /** The look at files, for which no host is in a private network. */
  public static MediaCheck mediaCheck() {
    return new MediaCheck(new PublicHttp(), Set.of());
  }
}
