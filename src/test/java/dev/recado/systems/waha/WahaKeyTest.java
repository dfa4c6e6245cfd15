package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.BadServer;
import dev.recado.StubWaha;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.http.AnswerLimitException;
import dev.recado.spine.http.Outbound;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** The key goes only to the configured WAHA, whatever address a Kamelet names. */
class WahaKeyTest {

  private final StubWaha waha = new StubWaha(StubWaha.Engine.NOWEB);
  private final StubWaha other = new StubWaha(StubWaha.Engine.NOWEB);
  private final Routes routes = new Routes();
  private String key = StubWaha.KEY;

  @AfterEach
  void stop() {
    routes.close();
    waha.close();
    other.close();
  }

  /** Sends through the Kamelet from routes/ to any address. */
  private Exchange send(String url) throws IOException {
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty(WahaAddress.BASE_URL, waha.url())
            .withProperty(WahaAddress.KEY, key);
    WahaServer server = new WahaServer(environment::getRequiredProperty);
    ObjectMapper json = new ObjectMapper();
    WahaCalls calls =
        new WahaCalls(
            Outbound.httpClient(Duration.ofSeconds(5), 2),
            json,
            server,
            new WahaSettings(waha.url(), StubWaha.KEY, "default"),
            new KeyWatch(java.time.Clock.systemUTC()));
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean(
        "wahaAnswers",
        WahaAnswers.class,
        () -> new WahaAnswers(json, calls, new KeyWatch(java.time.Clock.systemUTC())));
    spring.registerBean("wahaKey", WahaKey.class, () -> new WahaKey(server));
    spring.refresh();
    RouteFiles files = RouteFiles.NONE;
    for (String name :
        List.of("connectors/waha.camel.yaml", "kamelets/waha-text-sink.kamelet.yaml")) {
      files = files.with(name, Files.readString(Path.of("routes", name)));
    }
    Generation generation =
        new Assembly(spring, List.of())
            .build(
                files,
                Map.of(WahaAddress.BASE_URL, url, "recado.waha.session", "default"),
                List.of());
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
    return routes.send(
        "direct:connector-waha",
        ExchangePattern.InOut,
        exchange -> {
          exchange.getMessage().setBody(Map.of("text", "Olá"));
          exchange.setVariable("address", "5511987654321");
        });
  }

  @Test
  void theConfiguredWahaGetsTheKey() throws IOException {
    Exchange sent = send(waha.url());
    assertThat(sent.getVariable("outcome")).isInstanceOf(Outcome.Done.class);
    assertThat(sent.getMessage().getHeaders()).doesNotContainKey("X-Api-Key");
  }

  @Test
  void withoutAKeyNothingIsSent() throws IOException {
    key = "";
    // This WAHA needs a key and reports that it received none.
    assertThat(String.valueOf(send(waha.url()).getVariable("outcome"))).contains("WAHA_API_KEY");
  }

  @Test
  void aWahaOnThisMachineNeedsNoKey() {
    MockEnvironment local =
        new MockEnvironment()
            .withProperty("server.address", "127.0.0.1")
            .withProperty(WahaAddress.URL, "http://localhost:3000/");
    try (GenericApplicationContext spring = new GenericApplicationContext()) {
      spring.setEnvironment(local);
      new WahaAddress().initialize(spring);
      assertThat(local.getProperty(WahaAddress.KEY)).isEmpty();
      assertThat(WahaAddress.unsigned(local)).isTrue();
      local.setProperty("recado.trusted-proxies", "10.0.0.5");
      assertThat(WahaAddress.unsigned(local)).isFalse();
    }
  }

  @Test
  void anEndlessAnswerIsCutOff() throws IOException {
    try (BadServer bad = new BadServer(BadServer.Answer.TEN_MEGABYTES)) {
      assertThat(send(bad.url()).getException()).isInstanceOf(AnswerLimitException.class);
    }
  }

  @Test
  void noOtherServerGetsTheKey() throws IOException {
    // The other server would accept the same key.
    assertThat(String.valueOf(send(other.url()).getVariable("outcome"))).contains("WAHA_API_KEY");
  }
}
