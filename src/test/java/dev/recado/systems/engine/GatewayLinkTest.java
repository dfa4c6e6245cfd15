package dev.recado.systems.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A channel whose gateway takes nothing: messages wait, and one is tried from time to time. */
class GatewayLinkTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T15:00:00Z"));
  private final Channel channel =
      TestConnector.channel("loja", "wppconnect", Map.of("session", "centro"));
  private final Sessions sessions = new Sessions(TestDatabase.create().jdbc(), clock);
  private final GatewayLink link = new GatewayLink(sessions, channel, "WPPCONNECT_SESSION", clock);

  private void told(String status) {
    InboundRecord record =
        InboundRecord.of(
            "wppconnect",
            new Identity("k" + clock.instant(), "s"),
            clock.instant(),
            null,
            Map.of(),
            new byte[0]);
    sessions.take(
        List.of(
            Event.of(
                record,
                EventTypes.WHATSAPP_SESSION_STATUS,
                ChatSide.status(channel, "centro", status, clock.instant()))));
  }

  @Test
  void thePausesGrowAndEndWithASuccess() {
    link.rest().begin("the token is refused");
    assertThat(link.room(9)).isZero();
    clock.tick(Duration.ofSeconds(5));
    assertThat(link.room(9)).isEqualTo(1);
    assertThat(link.room(9)).as("another trial is under way").isZero();
    link.rest().begin("the token is refused");
    clock.tick(Duration.ofSeconds(5));
    assertThat(link.room(9)).isZero();
    clock.tick(Duration.ofSeconds(5));
    assertThat(link.room(9)).isEqualTo(1);
    link.rest().end();
    assertThat(link.room(9)).isEqualTo(9);
    assertThat(link.trouble()).isNull();
  }

  @Test
  void refusalsOfMessagesUnderWayAtTheSameTimeCountAsOne() {
    for (int i = 0; i < 20; i++) {
      link.rest().begin("the token is refused");
    }
    clock.tick(Duration.ofSeconds(5));
    assertThat(link.room(9)).isEqualTo(1);
  }

  @Test
  void aSessionThatSaysItIsBackEndsTheRestAtOnce() {
    told("WORKING");
    clock.tick(Duration.ofSeconds(10));
    link.rest().begin("the session is not connected");
    assertThat(link.room(9)).isZero();
    clock.tick(Duration.ofSeconds(1));
    told("WORKING");
    assertThat(link.room(9)).as("the same word at a later time is no news").isZero();
    told("STOPPED");
    clock.tick(Duration.ofSeconds(1));
    told("WORKING");
    assertThat(link.room(9)).isEqualTo(9);
  }

  @Test
  void theLastStatusOfTheSessionIsTheTroubleOfTheChannel() {
    assertThat(link.trouble()).isNull();
    told("SCAN_QR_CODE");
    assertThat(link.trouble()).isEqualTo("WPPCONNECT_SESSION: a sessão 'centro' está SCAN_QR_CODE");
    clock.tick(Duration.ofSeconds(1));
    told("WORKING");
    assertThat(link.trouble()).isNull();
  }
}
