package dev.recado.systems.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.recado.StubEvolution;
import dev.recado.TestDatabase;
import dev.recado.ground.process.StartupProblem;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Checkup;
import dev.recado.spine.http.Outbound;
import dev.recado.systems.engine.GatewayCalls;
import dev.recado.systems.engine.Sessions;
import dev.recado.systems.engine.TestConnector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Evolution as a provider: its settings, and the test of a channel. */
class EvolutionProviderTest {

  private final StubEvolution stub = new StubEvolution();
  private final MockEnvironment environment = new MockEnvironment();
  private final EvolutionProvider provider =
      new EvolutionProvider(
          environment,
          new GatewayCalls(Outbound.httpClient(Duration.ofSeconds(5), 2)),
          new Sessions(TestDatabase.create().jdbc(), Clock.systemUTC()),
          Clock.systemUTC());

  @AfterEach
  void stop() {
    stub.close();
  }

  private Checkup test(String field, String value) {
    Map<String, String> values = new HashMap<>(stub.credentials());
    values.put(field, value);
    return provider.test(TestConnector.channel("loja", "evolution", values));
  }

  @Test
  void aConnectedInstanceIsWell() {
    assertThat(test("url", stub.url() + "/").ok()).isTrue();
  }

  @Test
  void whatIsWrongIsSaidInPortugueseAndWithoutTheKey() {
    Checkup key = test("apiKey", "wrong-key");
    assertThat(key.ok()).isFalse();
    assertThat(key.message()).contains("recusa a chave").doesNotContain("wrong-key");
    assertThat(test("instance", "outra").message()).contains("não conhece a instância 'outra'");
    stub.connected(false);
    assertThat(test("instance", StubEvolution.INSTANCE).message())
        .contains("não está conectada", "/instance/connect/");
    stub.close();
    assertThat(test("instance", StubEvolution.INSTANCE).message()).contains("não responde");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"instance\":{\"state\":\"connecting\"}} | espera o QR code",
        "200 | {\"instance\":{}} | não está conectada",
        "200 | {} | não responde",
        "500 | {\"status\":500} | não responde",
        "200 | <html>nginx</html> | não responde"
      })
  void eachStateOfTheInstanceHasItsAdvice(int status, String body, String advice)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = TestConnector.bytes(body);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      assertThat(test("url", "http://127.0.0.1:" + server.getAddress().getPort()).message())
          .contains(advice);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theSettingsMakeAChannel() {
    assertThat(provider.ofSettings()).isEmpty();
    environment
        .withProperty("recado.evolution.url", "https://evolution.example.com")
        .withProperty("recado.evolution.instance", "loja")
        .withProperty("recado.evolution.api-key", "the-key")
        .withProperty("recado.evolution.webhook-token-previous", "former");
    assertThatThrownBy(provider::ofSettings)
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("EVOLUTION_WEBHOOK_TOKEN");
    environment.setProperty("recado.evolution.webhook-token", "current");
    Channel channel = provider.ofSettings().orElseThrow();
    assertThat(channel.setting("instance")).isEqualTo("loja");
    assertThat(channel.secret("apiKey")).contains("the-key");
    assertThat(channel.secret("webhookToken")).contains("current");
    assertThat(channel.secret("webhookTokenPrevious")).contains("former");
    assertThat(channel.toString()).doesNotContain("the-key", "current");
  }

  @Test
  void onOneMachineTheTokenOfDevelopmentWillDo() {
    environment
        .withProperty("server.address", "127.0.0.1")
        .withProperty("recado.evolution.url", "http://localhost:8081");
    assertThat(provider.ofSettings().orElseThrow().secret("webhookToken")).contains("dev");
  }
}
