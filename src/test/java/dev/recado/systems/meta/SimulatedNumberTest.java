package dev.recado.systems.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.channel.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** A hub for a first try has a number on the simulator; no other hub has one. */
class SimulatedNumberTest {

  private final MockEnvironment environment =
      new MockEnvironment().withProperty("server.address", "127.0.0.1");

  @Test
  void itsAddressIsAskedWhenThePortIsKnown() {
    SimulatedNumber number = new SimulatedNumber(environment);
    Channel channel = number.channel().orElseThrow();
    assertThat(channel.simulated()).isTrue();
    environment.setProperty("local.server.port", "4711");
    assertThat(number.graph(channel).messages())
        .hasToString("http://127.0.0.1:4711/simulator/graph/v23.0/100000000000001/messages");
    assertThat(number.graph(channel).token()).isEqualTo("simulator");
  }

  @Test
  void anotherChannelStaysWhereItIs() {
    SimulatedNumber number = new SimulatedNumber(environment);
    assertThat(number.graph(TestMeta.channel()).messages().getHost())
        .isEqualTo("graph.facebook.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"recado.waha.url", "recado.twilio.account-sid", "recado.odoo.url"})
  void besideARealProviderThereIsNone(String setting) {
    environment.setProperty(setting, "http://example.com");
    assertThat(new SimulatedNumber(environment).channel()).isEmpty();
  }

  @Test
  void aHubThatOthersReachHasNone() {
    environment.setProperty("server.address", "0.0.0.0");
    assertThat(new SimulatedNumber(environment).channel()).isEmpty();
  }
}
