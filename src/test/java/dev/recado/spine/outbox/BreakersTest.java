package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class BreakersTest {

  private final Dispatch dispatch = mock(Dispatch.class);
  private final Breakers breakers =
      new Breakers(
          new StaticListableBeanFactory(Map.of("dispatch", dispatch))
              .getBeanProvider(Dispatch.class));

  @Test
  void aMessageWaitsForAnOpenBreakerOfItsOwnConnectorOnly() {
    when(dispatch.breakers()).thenReturn(Map.of("waha", "OPEN", "http", "CLOSED"));

    assertThat(breakers.waitingFor("waha", MessageState.QUEUED)).isEqualTo("BREAKER_OPEN");
    assertThat(breakers.waitingFor("waha", MessageState.RETRY)).isEqualTo("BREAKER_OPEN");
    assertThat(breakers.waitingFor("http", MessageState.QUEUED)).isNull();
    assertThat(breakers.waitingFor("waha", MessageState.SENT)).isNull();
  }

  @Test
  void anUnavailableProviderIsReportedBeforeAnyCallHasFailed() {
    when(dispatch.breakers()).thenReturn(Map.of("waha", "CLOSED"));
    when(dispatch.troubles()).thenReturn(Map.of("waha", "connection refused"));

    assertThat(breakers.waitingFor("waha", MessageState.QUEUED)).isEqualTo("PROVIDER_AWAY");
    assertThat(breakers.waitingFor("waha", MessageState.SENT)).isNull();
  }

  @Test
  void aProcessThatDoesNotSendReportsNoBreakers() {
    Breakers elsewhere =
        new Breakers(new StaticListableBeanFactory().getBeanProvider(Dispatch.class));

    assertThat(elsewhere.states()).isEmpty();
    assertThat(elsewhere.waitingFor("waha", MessageState.QUEUED)).isNull();
  }
}
