package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.StubWaha;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.http.Outbound;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.HttpClient;
import org.jspecify.annotations.Nullable;

/** The channel of one WAHA, for tests of its parts. */
final class TestWaha {

  static final String SESSION = "default";

  final Channel channel;
  final TestChannels channels;
  final WahaServer server;
  final WahaCalls calls;
  final KeyWatch sends;
  final WahaLink link;

  TestWaha(String url, HttpClient http, Clock clock) {
    this.channel = channel(null);
    this.server = new WahaServer(() -> new WahaServer.Place(URI.create(url), StubWaha.KEY));
    this.calls = new WahaCalls(http, new ObjectMapper(), server, SESSION, new KeyWatch(clock));
    this.sends = new KeyWatch(clock);
    this.link =
        new WahaLink(
            server,
            SESSION,
            calls,
            new WahaMessageIds(calls, Runnable::run, 1, clock),
            sends,
            () -> null);
    this.channels = new TestChannels().with(channel, link);
  }

  static TestWaha at(String url) {
    return new TestWaha(url, Outbound.httpClient(Duration.ofSeconds(5), 2), Clock.systemUTC());
  }

  /** The channel of the settings, signed with a key unless it is null. */
  static Channel channel(@Nullable String hmacKey) {
    Map<String, String> secrets = new LinkedHashMap<>();
    if (hmacKey != null) {
      secrets.put(WahaProvider.HMAC_KEY, hmacKey);
    }
    return Channel.ofSettings(
        "waha", "WAHA", Map.of(WahaProvider.SESSION, SESSION), secrets, false);
  }

  /** A send of this channel. */
  Exchange of(Exchange exchange) {
    exchange.setVariable("channel", channel);
    return exchange;
  }

  WahaAnswers answers() {
    return new WahaAnswers(new ObjectMapper(), channels);
  }
}
