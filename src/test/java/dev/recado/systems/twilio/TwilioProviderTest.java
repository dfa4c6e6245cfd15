package dev.recado.systems.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.BadServer;
import dev.recado.SettableClock;
import dev.recado.StubTwilio;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Checkup;
import dev.recado.spine.channel.Field;
import dev.recado.spine.http.Outbound;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/** Twilio's channels: their fields, their test, and what happens while Twilio refuses one. */
class TwilioProviderTest {

  private final StubTwilio twilio = new StubTwilio();

  @AfterEach
  void stop() {
    twilio.close();
  }

  private static TwilioProvider provider(MockEnvironment settings) {
    return new TwilioProvider(
        settings,
        new TwilioCheckup(Outbound.httpClient(Duration.ofSeconds(5), 2), new ObjectMapper()),
        Clock.systemUTC());
  }

  private static Checkup test(Channel channel) {
    return provider(new MockEnvironment()).test(channel);
  }

  private Channel channel() {
    return TestTwilio.channel(twilio.url() + "/", "");
  }

  @Test
  void anActiveAccountIsWellAndItsNumberIsTold() {
    assertThat(test(channel())).isEqualTo(Checkup.well("A conta está ativa.", "5511987650000"));
  }

  @Test
  void aTrialAccountWritesOnlyToVerifiedNumbers() {
    twilio.account("active", "Trial");
    Checkup checkup = test(channel());
    assertThat(checkup.ok()).isTrue();
    assertThat(checkup.message()).contains("Trial", "verificados", "sandbox");
  }

  @ParameterizedTest
  @CsvSource({"suspended, suspensa", "closed, encerrada", "frozen, não conhece"})
  void anAccountThatIsNotActiveSendsNothing(String state, String says) {
    twilio.account(state, "Full");
    Checkup checkup = test(channel());
    assertThat(checkup.ok()).isFalse();
    assertThat(checkup.message()).contains(says);
  }

  @Test
  void aWrongTokenIsToldWithoutTheToken() {
    Channel wrong =
        TestTwilio.channel(
            "t", channel().settings(), Map.of(TwilioProvider.TOKEN, "a wrong token"));
    assertThat(test(wrong).ok()).isFalse();
    assertThat(test(wrong).message()).contains("AuthToken").doesNotContain("a wrong token");
  }

  @Test
  void aServerThatIsAwayOrAnotherOneIsTold() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    assertThat(test(TestTwilio.channel("http://127.0.0.1:" + free, "")).message())
        .contains("não responde", "apiUrl");
    try (BadServer bad = new BadServer(BadServer.Answer.TEN_MEGABYTES)) {
      assertThat(test(TestTwilio.channel(bad.url(), "")).ok()).isFalse();
    }
  }

  @Test
  void withoutAnAccountTheSettingsDefineNoChannel() {
    assertThat(provider(new MockEnvironment()).ofSettings()).isEmpty();
  }

  @Test
  void theSettingsDefineAChannelAndItsSecretsStaySecret() {
    MockEnvironment settings =
        new MockEnvironment()
            .withProperty("recado.twilio.account-sid", StubTwilio.ACCOUNT)
            .withProperty("recado.twilio.auth-token", StubTwilio.TOKEN)
            .withProperty("recado.twilio.auth-token-previous", "the former")
            .withProperty("recado.twilio.from", StubTwilio.NUMBER)
            .withProperty("recado.twilio.api-url", "")
            .withProperty("recado.twilio.webhook-url", StubTwilio.WEBHOOK_URL);
    Channel channel = provider(settings).ofSettings().orElseThrow();
    assertThat(channel.settings())
        .isEqualTo(
            Map.of(
                "accountSid", StubTwilio.ACCOUNT,
                "from", StubTwilio.NUMBER,
                "webhookUrl", StubTwilio.WEBHOOK_URL));
    assertThat(channel.secrets())
        .isEqualTo(Map.of("authToken", StubTwilio.TOKEN, "authTokenPrevious", "the former"));
    assertThat(channel.simulated()).isFalse();
    assertThat(TwilioAccount.of(channel).messages())
        .hasToString(
            "https://api.twilio.com/2010-04-01/Accounts/" + StubTwilio.ACCOUNT + "/Messages.json");
  }

  @Test
  void theStubsCredentialsFitTheFields() {
    Map<String, String> given = twilio.credentials();
    for (Field field : provider(new MockEnvironment()).fields()) {
      String value = given.get(field.name());
      assertThat(value != null || !field.required()).as(field.name()).isTrue();
      assertThat(
              value == null || field.pattern() == null || field.pattern().matcher(value).matches())
          .as(field.name())
          .isTrue();
    }
  }

  @Test
  void whileTwilioRefusesTheChannelOneMessageIsTriedFromTimeToTime() {
    SettableClock clock = new SettableClock(TestTwilio.NOW);
    TwilioLink link = new TwilioLink(clock);
    assertThat(link.room(8)).isEqualTo(8);
    link.refused("TWILIO_20003: …");
    assertThat(link.room(8)).isZero();
    assertThat(link.trouble()).isEqualTo("TWILIO_20003: …");
    clock.tick(Duration.ofSeconds(5));
    assertThat(link.room(8)).isEqualTo(1);
    assertThat(link.room(8)).isZero();
    link.refused("TWILIO_20003: …");
    clock.tick(Duration.ofSeconds(9));
    assertThat(link.room(8)).isZero();
    clock.tick(Duration.ofSeconds(1));
    assertThat(link.room(0)).isZero();
    assertThat(link.room(8)).isEqualTo(1);
    link.accepted();
    assertThat(link.room(8)).isEqualTo(8);
    assertThat(link.trouble()).isNull();
  }
}
