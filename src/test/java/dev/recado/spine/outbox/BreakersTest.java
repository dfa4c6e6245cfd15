package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.channel.Link;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class BreakersTest {

  private final Dispatch dispatch = mock(Dispatch.class);
  private final Breakers breakers =
      new Breakers(
          new StaticListableBeanFactory(Map.of("dispatch", dispatch))
              .getBeanProvider(Dispatch.class),
          new StaticListableBeanFactory().getBeanProvider(Channels.class));

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
    Breakers elsewhere = elsewhere(null);

    assertThat(elsewhere.states()).isEmpty();
    assertThat(elsewhere.waitingFor("waha", MessageState.QUEUED)).isNull();
  }

  @Test
  void aProcessThatDoesNotSendStillKnowsWhatAChannelSaysOfItself() {
    String down = "WAHA_SESSION: the session 'loja' is FAILED";

    assertThat(elsewhere(down).waitingFor("waha", MessageState.QUEUED)).isEqualTo(down);
    assertThat(elsewhere(down).troubles()).containsOnlyKeys("waha");
    assertThat(elsewhere(down).waitingFor("waha", MessageState.SENT)).isNull();
  }

  @Test
  void aTroubleWithACodeIsTheReason() {
    String down = "WAHA_SESSION: the session 'loja' is FAILED";
    when(dispatch.breakers()).thenReturn(Map.of("waha", "CLOSED"));
    when(dispatch.troubles()).thenReturn(Map.of("waha", down));

    assertThat(breakers.waitingFor("waha", MessageState.QUEUED)).isEqualTo(down);
  }

  @Test
  void aMessageOfAnInactiveChannelSaysSo() {
    Channels channels = mock(Channels.class);
    when(channels.named("filial")).thenReturn(Optional.of(channel("filial", false)));
    when(channels.named("matriz")).thenReturn(Optional.of(channel("matriz", true)));
    Breakers all =
        new Breakers(
            new StaticListableBeanFactory().getBeanProvider(Dispatch.class),
            new StaticListableBeanFactory(Map.of("channels", channels))
                .getBeanProvider(Channels.class));

    assertThat(all.waitingFor("filial", MessageState.QUEUED)).startsWith("CHANNEL_INACTIVE: ");
    assertThat(all.waitingFor("matriz", MessageState.QUEUED)).isNull();
  }

  private static Channel channel(String id, boolean active) {
    return new Channel(
        id, "waha", null, id, Map.of(), Map.of(), null, null, null, null, active, false, false,
        false, 0);
  }

  private static Breakers elsewhere(@Nullable String trouble) {
    Channel channel = Channel.ofSettings("waha", "WAHA", Map.of(), Map.of(), false);
    Channels channels = mock(Channels.class);
    when(channels.all()).thenReturn(List.of(channel));
    Link link = mock(Link.class);
    when(link.trouble()).thenReturn(trouble);
    when(channels.link(channel)).thenReturn(link);
    return new Breakers(
        new StaticListableBeanFactory().getBeanProvider(Dispatch.class),
        new StaticListableBeanFactory(Map.of("channels", channels))
            .getBeanProvider(Channels.class));
  }
}
