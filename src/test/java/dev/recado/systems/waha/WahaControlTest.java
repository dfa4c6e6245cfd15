package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.BadServer;
import dev.recado.HubProcess;
import dev.recado.StubWaha;
import dev.recado.StubWaha.Engine;
import dev.recado.TestDatabase;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.http.Outbound;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.env.MockEnvironment;

/** What a person is told who starts, stops and pairs a session. */
class WahaControlTest {

  private final Clock clock = Clock.systemUTC();
  private final SessionTable table = new SessionTable(TestDatabase.create().jdbc());
  private final WahaSessions sessions = new WahaSessions(table, Duration.ofSeconds(30), clock);
  private final StubWaha waha = new StubWaha(Engine.NOWEB, "loja");
  private TestChannels channels = new TestChannels();

  @AfterEach
  void stop() {
    waha.close();
  }

  private Channel channel(String id, String url, boolean preferred) {
    Map<String, String> settings = new LinkedHashMap<>(Map.of("url", url, "session", "loja"));
    settings.put("webhookUrl", "https://hub.example.com/webhooks/waha");
    Map<String, String> secrets = new LinkedHashMap<>(Map.of("apiKey", StubWaha.KEY));
    secrets.put("hmacKey", HubProcess.WAHA_HMAC_KEY);
    Channel channel =
        new Channel(
            id, "waha", null, id, settings, secrets, null, null, null, null, true, preferred, false,
            false, 1);
    channels = channels.with(channel);
    return channel;
  }

  private WahaControl control() {
    WahaProvider provider =
        new WahaProvider(
            new MockEnvironment(),
            new WahaSettings("", "", "default", "", false, Duration.ofSeconds(30)),
            Outbound.httpClient(Duration.ofSeconds(2), 4),
            new ObjectMapper(),
            Runnable::run,
            sessions,
            clock);
    HistorySettings history =
        new HistorySettings(true, Duration.ZERO, Duration.ofDays(7), Duration.ZERO);
    SessionWatch watch =
        new SessionWatch(
            channels,
            sessions,
            table,
            null,
            new SessionWatch.Settings(Duration.ofSeconds(30), history),
            new Loops().add("test"),
            clock);
    return new WahaControl(channels, provider, watch, sessions, clock);
  }

  private static void refused(Runnable call, HttpStatus status, String... words) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.getStatusCode()).isEqualTo(status);
              assertThat(refusal.getBody().getDetail()).contains(words);
            });
  }

  private String status() {
    return table.find("a", "loja").orElseThrow().status();
  }

  @Test
  void withoutAChannelThePersonLearnsHowToMakeOne() {
    refused(() -> control().channel(null), HttpStatus.NOT_FOUND, "WAHA_URL", "/api/channels");
  }

  @Test
  void oneOfSeveralChannelsMustBeNamedUnlessOneIsPreferred() {
    channel("a", waha.url(), false);
    assertThat(control().channel(null).id()).isEqualTo("a");
    channel("b", waha.url(), true);
    assertThat(control().channel(null).id()).isEqualTo("b");
    assertThat(control().channel("a").id()).isEqualTo("a");
    refused(() -> control().channel("c"), HttpStatus.NOT_FOUND, "'c'");
  }

  @Test
  void ifAnotherProviderIsPreferredTheChannelMustBeNamed() {
    channels.with(Channel.ofSettings("meta", "Meta", Map.of(), Map.of(), false));
    channel("a", waha.url(), false);
    channel("b", waha.url(), false);
    refused(() -> control().channel(null), HttpStatus.CONFLICT, "?channel=", "a, b");
    refused(() -> control().channel("meta"), HttpStatus.NOT_FOUND, "'meta'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STARTING", "STOPPED", "FAILED", "WORKING"})
  void withoutAQrCodeTheStateIsNamed(String status) {
    Channel channel = channel("a", waha.url(), false);
    waha.session("loja", status);
    String words = status.equals("WORKING") ? "conectada ao número 5511987650000" : status;
    refused(() -> control().qrCode(channel), HttpStatus.CONFLICT, "'loja'", words);
    assertThat(status()).isEqualTo(status);
  }

  @Test
  void onlyAPictureIsPassedOn() {
    Channel channel = channel("a", waha.url(), false);
    waha.session("loja", "SCAN_QR_CODE");
    assertThat(Png.is(control().qrCode(channel))).isTrue();
    waha.qrCode("<svg onload='x'/>".getBytes(StandardCharsets.UTF_8));
    refused(() -> control().qrCode(channel), HttpStatus.BAD_GATEWAY, "PNG");
  }

  @Test
  void aRefusedKeyIsNamedWithoutTheKey() {
    Channel channel = channel("a", waha.url(), false);
    waha.key("another");
    refused(() -> control().start(channel), HttpStatus.BAD_GATEWAY, "WAHA_API_KEY");
    assertThatThrownBy(() -> control().start(channel)).hasMessageNotContaining(StubWaha.KEY);
    waha.key(StubWaha.KEY);
    control().start(channel);
    assertThat(status()).isEqualTo("WORKING");
  }

  @Test
  void nothingAtTheAddressIsAMatterOfTime() {
    Channel channel = channel("a", "http://127.0.0.1:1", false);
    refused(() -> control().start(channel), HttpStatus.SERVICE_UNAVAILABLE, "WAHA_URL");
    control().look(channel);
    assertThat(status()).isEqualTo("AWAY");
  }

  @ParameterizedTest
  @EnumSource(
      value = BadServer.Answer.class,
      names = {"HTML", "EMPTY", "TRUNCATED", "TEN_MEGABYTES", "DEEP", "ARRAY", "NULL", "OTHER"})
  void somethingElseAtTheAddressIsNotTakenForWaha(BadServer.Answer answer) throws Exception {
    try (BadServer bad = new BadServer(answer)) {
      Channel channel = channel("a", bad.url(), false);
      refused(() -> control().start(channel), HttpStatus.BAD_GATEWAY, "WAHA");
      refused(() -> control().qrCode(channel), HttpStatus.BAD_GATEWAY, "WAHA");
      control().look(channel);
      assertThat(status()).isEqualTo("AWAY");
    }
  }

  @Test
  void theSimulatorHasNothingToStopOrPair() {
    Channel simulator = simulator();
    refused(() -> control().stop(simulator), HttpStatus.CONFLICT, "simulador");
    refused(() -> control().qrCode(simulator), HttpStatus.CONFLICT, "simulador");
  }

  private static Channel simulator() {
    return Channel.ofSettings("waha", "Simulador", Map.of("session", "default"), Map.of(), true);
  }

  @Test
  void noTextShowsAKey() {
    Channel channel = channel("a", waha.url(), false);
    waha.forgetSession("loja");
    control().start(channel);
    assertThat(waha.created()).hasSize(1);
    @Nullable SessionRow row = sessions.of(channel);
    assertThat(String.valueOf(row)).doesNotContain(HubProcess.WAHA_HMAC_KEY, StubWaha.KEY);
  }
}
