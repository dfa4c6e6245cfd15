package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both methods give the same result. */
class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9, true",
    "203.0.113.9, 203.0.113.10, false",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "::1, 127.0.0.1, false"
  })
  void anAddressOfIpVersionSixStandsForItsNetwork(String one, String other, boolean shared)
      throws UnknownHostException {
    assertThat(Network.of(one).equals(Network.of(other))).isEqualTo(shared);
    assertThat(Network.shared(InetAddress.getByName(one), InetAddress.getByName(other)))
        .isEqualTo(shared);
  }
}
