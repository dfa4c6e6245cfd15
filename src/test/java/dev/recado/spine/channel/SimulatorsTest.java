package dev.recado.spine.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel on the simulator reaches nobody, so it must not look like one that does. */
class SimulatorsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/simulator",
        "http://localhost:8080/simulator/",
        "http://[::1]:9/simulator/graph"
      })
  void anAddressOfThisMachineUnderItsPathIsASimulator(String address) {
    assertThat(Simulators.serve(Map.of("session", "vendas", "url", address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:3000",
        "http://127.0.0.1:3000/simulators",
        "https://waha.example.com/simulator",
        "https://127.0.0.1.example.com/simulator",
        "/simulator",
        "simulator",
        "not an address"
      })
  void everythingElseReachesPeople(String address) {
    assertThat(Simulators.serve(Map.of("url", address))).isFalse();
  }
}
