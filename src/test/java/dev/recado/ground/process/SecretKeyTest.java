package dev.recado.ground.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class SecretKeyTest {

  @Test
  void eachUseHasItsOwnKey() {
    assertThat(derive("a text of any kind", "tokens"))
        .hasSize(32)
        .isEqualTo(derive("a text of any kind", "tokens"))
        .isNotEqualTo(derive("a text of any kind", "jwt"))
        .isNotEqualTo(derive("a text of any other kind", "tokens"));
  }

  @Test
  void aMissingSecretStopsTheStartAndIsNamed() {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> derive("", "jwt"))
        .withMessageContaining("RECADO_SECRET_KEY");
  }

  @Test
  void aWeakSecretStopsTheStartAndIsNotShown() {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> derive("hunter2", "jwt"))
        .withMessageContaining("RECADO_SECRET_KEY")
        .satisfies(e -> assertThat(e + e.remedy()).doesNotContain("hunter2"));
  }

  private static byte[] derive(String secret, String label) {
    return SecretKey.derive(new MockEnvironment().withProperty(SecretKey.PROPERTY, secret), label);
  }
}
