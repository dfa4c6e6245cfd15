package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.BadServer;
import dev.recado.StubWaha;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.http.AnswerLimitException;
import dev.recado.spine.http.MediaCheck;
import dev.recado.spine.http.TestHttp;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** The connector of WAHA as it stands in routes/. */
class WahaKameletTest {

  private final StubWaha waha = new StubWaha(StubWaha.Engine.NOWEB);
  private final Routes routes = new Routes();

  @AfterEach
  void stop() {
    routes.close();
    waha.close();
  }

  private Exchange send(String url) throws IOException {
    TestWaha test = TestWaha.at(url);
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean("mediaCheck", MediaCheck.class, TestHttp::mediaCheck);
    spring.registerBean("wahaAnswers", WahaAnswers.class, test::answers);
    spring.refresh();
    RouteFiles files = RouteFiles.NONE;
    for (String name :
        List.of(
            "connectors/waha.camel.yaml",
            "kamelets/waha-text-sink.kamelet.yaml",
            "kamelets/waha-media-sink.kamelet.yaml")) {
      files = files.with(name, Files.readString(Path.of("routes", name)));
    }
    Generation generation =
        new Assembly(spring, List.of(TestHttp.limited())).build(files, Map.of(), List.of());
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
    return routes.send(
        "direct:connector-waha",
        ExchangePattern.InOut,
        exchange -> {
          exchange.getMessage().setBody(Map.of("text", "Olá"));
          exchange.setVariable("kind", "whatsapp-text");
          exchange.setVariable("address", "5511987654321");
          test.of(exchange);
        });
  }

  @Test
  void theWahaOfTheChannelGetsItsKeyAndNoMessageHoldsIt() throws IOException {
    Exchange sent = send(waha.url());
    assertThat(sent.getVariable("outcome")).isInstanceOf(Outcome.Done.class);
    assertThat(sent.getMessage().getHeaders().toString()).doesNotContain(StubWaha.KEY);
    assertThat(sent.getVariables().toString()).doesNotContain(StubWaha.KEY);
  }

  @Test
  void anEndlessAnswerIsCutOff() throws IOException {
    try (BadServer bad = new BadServer(BadServer.Answer.TEN_MEGABYTES)) {
      assertThat(send(bad.url()).getException()).isInstanceOf(AnswerLimitException.class);
    }
  }

  @Test
  void aChannelDoesNotShowItsCredentials() {
    Channel channel = TestWaha.channel("the-key-of-signatures");
    assertThat(channel.toString()).doesNotContain("the-key-of-signatures");
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
}
