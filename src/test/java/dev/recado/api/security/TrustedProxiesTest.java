package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.ground.process.StartupProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which caller a chain of proxies speaks for. */
class TrustedProxiesTest {

  private final TrustedProxies proxies = new TrustedProxies("10.0.0.0/8, 192.0.2.1 ,fd00::/8");

  @Test
  void theRightmostAddressThatIsNotAProxyIsTheCaller() {
    assertThat(proxies.caller(List.of("198.51.100.7", "203.0.113.9", "10.1.2.3")))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void anIpv6ProxyIsSkipped() {
    assertThat(proxies.caller(List.of("2001:db8::5", "fd00::1"))).isEqualTo("2001:db8::5");
  }

  @Test
  void aTextThatIsNoAddressIsNotBelieved() {
    assertThat(proxies.caller(List.of("203.0.113.9", "unknown", "10.1.2.3"))).isEqualTo("10.1.2.3");
    assertThat(proxies.caller(List.of("evil.example"))).isNull();
  }

  @Test
  void aPortAfterTheAddressIsNotPartOfIt() {
    assertThat(
            TrustedProxies.hops(
                List.of("203.0.113.9:4711, [2001:db8::7]:99", "[2001:db8::8],2001:db8::9, x:1")))
        .containsExactly("203.0.113.9", "2001:db8::7", "2001:db8::8", "2001:db8::9", "x:1");
  }

  @Test
  void anInvalidSettingStopsTheStart() {
    assertThatThrownBy(() -> new TrustedProxies("10.0.0.0/8, proxy.example"))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("TRUSTED_PROXIES");
    assertThatThrownBy(() -> new TrustedProxies("10.0.0")).isInstanceOf(StartupProblem.class);
    assertThatThrownBy(() -> new TrustedProxies("1")).isInstanceOf(StartupProblem.class);
    assertThatThrownBy(() -> new TrustedProxies("10.0.0.0/99")).isInstanceOf(StartupProblem.class);
    assertThatThrownBy(() -> new TrustedProxies("10.0.0.0/x")).isInstanceOf(StartupProblem.class);
  }
}
