package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.ground.process.StartupProblem;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final RateLimit limit = new RateLimit(new RateLimitSettings(3, 3600));

  @Test
  void purposesAndNetworksDoNotShareAnAllowance() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.tooMany("webhooks of odoo", "203.0.113.9")).isEmpty();
    }
    assertThat(limit.tooMany("webhooks of odoo", "203.0.113.9").orElse(0)).isBetween(1L, 1200L);
    assertThat(limit.tooMany("webhooks of waha", "203.0.113.9")).isEmpty();
    assertThat(limit.tooMany("webhooks of odoo", "203.0.113.10")).isEmpty();
  }

  @Test
  void anIpv6NetworkIsCountedAsOneCaller() {
    for (int i = 1; i <= 3; i++) {
      assertThat(limit.tooMany("bad token", "2001:db8::" + i)).isEmpty();
    }
    assertThat(limit.tooMany("bad token", "2001:db8:0:0:1:2:3:4%eth0")).isPresent();
    assertThat(limit.tooMany("bad token", "2001:db8:0:1::1")).isEmpty();
  }

  @Test
  void anAllowanceOfZeroStopsTheStart() {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> new RateLimitSettings(0, 3600))
        .withMessageContaining("RATE_LIMIT_REQUESTS");
  }
}
