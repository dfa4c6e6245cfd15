package dev.recado.systems.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.BadServer;
import dev.recado.StubMeta;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Checkup;
import dev.recado.spine.channel.Field;
import dev.recado.spine.http.Outbound;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class MetaProviderTest {

  private final StubMeta meta = new StubMeta();

  @AfterEach
  void stop() {
    meta.close();
  }

  private static MetaProvider provider(MetaSettings settings) {
    return new MetaProvider(
        settings,
        new SimulatedNumber(new MockEnvironment()),
        Outbound.httpClient(Duration.ofSeconds(5), 2),
        Clock.systemUTC());
  }

  private static MetaSettings settings(String token, String secret) {
    return new MetaSettings(token, StubMeta.NUMBER, "", secret, "old", "verify", "", "");
  }

  @Test
  void theEnvironmentDefinesANumberWithAllFourSettings() {
    Channel channel = provider(settings("token", "secret")).ofSettings().orElseThrow();
    assertThat(channel.id()).isEqualTo("meta");
    assertThat(channel.settings()).isEqualTo(Map.of("phoneNumberId", StubMeta.NUMBER));
    assertThat(channel.secrets())
        .isEqualTo(
            Map.of(
                "accessToken", "token",
                "appSecret", "secret",
                "appSecretPrevious", "old",
                "verifyToken", "verify"));
    assertThat(channel.simulated()).isFalse();
    assertThat(provider(settings("token", " ")).ofSettings()).isEmpty();
    assertThat(settings("token", "secret").toString()).doesNotContain("token", "secret");
  }

  @Test
  void requestsGoToTheVersionOfTheChannel() {
    Channel channel = TestMeta.channel();
    assertThat(Graph.of(channel).messages())
        .hasToString("https://graph.facebook.com/v23.0/" + StubMeta.NUMBER + "/messages");
    Map<String, String> other = new HashMap<>(channel.settings());
    other.put("graphUrl", "http://127.0.0.1:8099/");
    other.put("apiVersion", "v26.0");
    assertThat(Graph.of(TestMeta.with(channel, other, Map.of())).messages())
        .hasToString("http://127.0.0.1:8099/v26.0/" + StubMeta.NUMBER + "/messages");
  }

  @Test
  void aStubsCredentialsFillTheFields() {
    for (Field field : provider(settings("", "")).fields()) {
      String value = meta.credentials().get(field.name());
      assertThat(value != null || !field.required()).as(field.name()).isTrue();
      if (value != null && field.pattern() != null) {
        assertThat(value).matches(field.pattern());
      }
    }
  }

  @Test
  void aGoodNumberIsNamedWithItsQuality() {
    Checkup checkup = test(Map.of());
    assertThat(checkup.ok()).isTrue();
    assertThat(checkup.number()).isEqualTo("5511987650000");
    assertThat(checkup.message()).contains("Loja Centro", "GREEN");
  }

  @Test
  void whatIsWrongIsToldInPortuguese() {
    assertThat(wrong(Map.of("accessToken", "expired")))
        .contains("O token de acesso venceu", "WHATSAPP_ACCESS_TOKEN");
    assertThat(wrong(Map.of("phoneNumberId", "5511987650000")))
        .contains("'phoneNumberId'", "não o telefone");
    assertThat(wrong(Map.of("businessAccountId", "99999"))).contains("'businessAccountId'");
    assertThat(wrong(Map.of("graphUrl", "http://127.0.0.1:9"))).contains("não responde");
  }

  @Test
  void aNumberOfAnotherAccountIsTold() {
    Map<String, String> swapped =
        Map.of("phoneNumberId", StubMeta.ACCOUNT, "businessAccountId", StubMeta.ACCOUNT);
    assertThat(wrong(swapped)).contains("não é da conta " + StubMeta.ACCOUNT);
  }

  @Test
  void aPageInMetasPlaceIsTold() {
    try (BadServer page = new BadServer(BadServer.Answer.HTML)) {
      assertThat(wrong(Map.of("graphUrl", page.url()))).contains("não é da Meta", "META_GRAPH_URL");
    }
  }

  @Test
  void noAnswerShowsTheToken() {
    for (Map<String, String> change :
        java.util.List.of(
            Map.of("accessToken", "s3cret-token"),
            Map.of("accessToken", "s3cret-token", "graphUrl", "http://127.0.0.1:9"))) {
      assertThat(wrong(change)).doesNotContain("s3cret-token");
    }
  }

  private String wrong(Map<String, String> change) {
    Checkup checkup = test(change);
    assertThat(checkup.ok()).isFalse();
    return checkup.message();
  }

  private Checkup test(Map<String, String> change) {
    Map<String, String> all = new HashMap<>(meta.credentials());
    all.putAll(change);
    Map<String, String> secrets = new HashMap<>();
    Map<String, String> plain = new HashMap<>();
    MetaProvider provider = provider(settings("", ""));
    provider
        .fields()
        .forEach(
            field -> {
              if (all.containsKey(field.name())) {
                (field.secret() ? secrets : plain).put(field.name(), all.get(field.name()));
              }
            });
    return provider.test(TestMeta.with(TestMeta.channel(), plain, secrets));
  }
}
