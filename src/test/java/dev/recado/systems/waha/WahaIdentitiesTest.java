package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.StubWaha;
import dev.recado.StubWaha.Behaviour;
import dev.recado.StubWaha.Engine;
import dev.recado.spine.http.Outbound;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WahaIdentitiesTest {

  private static final String MARIA = "123456789012345@lid";
  private static final String STRANGER = "999999999999999@lid";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final StubWaha waha = new StubWaha(Engine.NOWEB);
  private final WahaIdentities identities =
      new WahaIdentities(
          new TestWaha(waha.url(), Outbound.httpClient(Duration.ofSeconds(5), 2), clock).channels,
          clock);

  @AfterEach
  void stop() {
    waha.close();
  }

  @Test
  void aKnownIdentityIsAskedForOnceADay() {
    assertThat(identities.phoneOf(MARIA)).contains("5521976540001");
    clock.tick(Duration.ofHours(23));
    assertThat(identities.phoneOf(MARIA)).contains("5521976540001");
    assertThat(waha.lidsAsked()).isEqualTo(1);

    clock.tick(Duration.ofHours(2));
    assertThat(identities.phoneOf(MARIA)).contains("5521976540001");
    assertThat(waha.lidsAsked()).isEqualTo(2);
  }

  @Test
  void anUnknownIdentityIsAskedForAgainAfterTenMinutes() {
    assertThat(identities.phoneOf(STRANGER)).isEmpty();
    clock.tick(Duration.ofMinutes(9));
    assertThat(identities.phoneOf(STRANGER)).isEmpty();
    assertThat(waha.lidsAsked()).isEqualTo(1);

    waha.knows("999999999999999", "5511987654321");
    clock.tick(Duration.ofMinutes(2));
    assertThat(identities.phoneOf(STRANGER)).contains("5511987654321");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5521976540001@c.us", "120363012345678901@g.us", "@lid", "../me@lid", ""})
  void onlyHiddenIdentitiesAreAskedFor(String chat) {
    assertThat(identities.phoneOf(chat)).isEmpty();
    assertThat(waha.lidsAsked()).isZero();
  }

  @Test
  void aFailingWahaIsAskedAgainAfterAPause() {
    waha.behave(Behaviour.HTTP_500);
    assertThat(identities.phoneOf(MARIA)).isEmpty();
    waha.behave(Behaviour.OK);
    assertThat(identities.phoneOf(MARIA)).isEmpty();
    assertThat(waha.lidsAsked()).isEqualTo(1);

    clock.tick(Duration.ofSeconds(11));
    assertThat(identities.phoneOf(MARIA)).contains("5521976540001");
  }
}
