package dev.recado.systems.wppconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.recado.StubWppconnect;
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

/** WPPConnect as a provider: its settings, and the test of a channel. */
class WppconnectProviderTest {

  private final StubWppconnect stub = new StubWppconnect();
  private final MockEnvironment environment = new MockEnvironment();
  private final WppconnectProvider provider =
      new WppconnectProvider(
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
    return provider.test(TestConnector.channel("loja", "wppconnect", values));
  }

  @Test
  void aConnectedSessionIsWell() {
    assertThat(test("url", stub.url() + "/").ok()).isTrue();
  }

  @Test
  void whatIsWrongIsSaidInPortugueseAndWithoutTheToken() {
    Checkup token = test("token", "wrong-token");
    assertThat(token.ok()).isFalse();
    assertThat(token.message()).contains("recusa o token").doesNotContain("wrong-token");
    stub.connected(false);
    assertThat(test("session", StubWppconnect.SESSION).message())
        .contains("não está aberta", "start-session");
    stub.close();
    assertThat(test("session", StubWppconnect.SESSION).message()).contains("não responde");
  }

  /** The shapes of sessionController.ts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"status\":\"QRCODE\",\"qrcode\":\"data:image/png\"} | espera o QR code",
        "200 | {\"status\":\"INITIALIZING\"} | iniciando",
        "200 | {\"status\":\"CONNECTED\"} | perdeu a conexão",
        "200 | {\"status\":null} | não está aberta",
        "404 | {\"status\":\"Disconnected\"} | não está aberta",
        "500 | {\"status\":\"error\"} | não responde",
        "200 | <html>nginx</html> | não responde"
      })
  void eachStateOfTheSessionHasItsAdvice(int status, String body, String advice)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean connection = exchange.getRequestURI().getPath().contains("check-connection");
          byte[] answer = TestConnector.bytes(connection ? "{\"status\":false}" : body);
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
        .withProperty("recado.wppconnect.url", "https://wpp.example.com")
        .withProperty("recado.wppconnect.token", "the-token")
        .withProperty("recado.wppconnect.webhook-token-previous", "former");
    assertThatThrownBy(provider::ofSettings)
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("WPPCONNECT_WEBHOOK_TOKEN");
    environment.setProperty("recado.wppconnect.webhook-token", "current");
    Channel channel = provider.ofSettings().orElseThrow();
    assertThat(channel.setting("session")).isEqualTo("default");
    assertThat(channel.secret("token")).contains("the-token");
    assertThat(channel.secret("webhookToken")).contains("current");
    assertThat(channel.secret("webhookTokenPrevious")).contains("former");
    assertThat(channel.toString()).doesNotContain("the-token", "current");
  }

  @Test
  void onOneMachineTheTokenOfDevelopmentWillDo() {
    environment
        .withProperty("server.address", "127.0.0.1")
        .withProperty("recado.wppconnect.url", "http://localhost:21465");
    assertThat(provider.ofSettings().orElseThrow().secret("webhookToken")).contains("dev");
  }
}
