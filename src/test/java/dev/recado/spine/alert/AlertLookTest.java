package dev.recado.spine.alert;

import static dev.recado.spine.alert.AlertKit.HUB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.TestTimers;
import dev.recado.spine.intake.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** When an alert is told, repeated and cleared, by the example of a channel that is down. */
class AlertLookTest {

  private final TestDatabase database = TestDatabase.create();
  private final AlertKit hub = new AlertKit(database);

  @Test
  void aChannelThatIsDownIsToldAfterTheGraceAndClearedWhenItHasWorkedForAWhile() {
    hub.reportFor("1M30S", "waha", "session is FAILED");
    assertThat(hub.told()).isEmpty();
    hub.reportFor("1M", "waha", "session is FAILED");
    assertThat(hub.told()).containsExactly("raised channel-down waha 1");
    assertThat(hub.last("text")).contains("waha", "2 min", "session is FAILED");
    assertThat(hub.alerts.raised()).extracting(Alert::channel).containsExactly("waha");

    hub.reportFor("4M", "waha", "");
    assertThat(hub.told()).hasSize(1);
    hub.reportFor("2M", "waha", "");
    assertThat(hub.told())
        .containsExactly("raised channel-down waha 1", "cleared channel-down waha 1");
    assertThat(hub.last("title")).isEqualTo("Resolvido: Canal fora do ar");
    assertThat(hub.alerts.raised()).isEmpty();
    assertThat(hub.alerts.recent()).hasSize(1);
  }

  @Test
  void anAlertThatGoesOnIsRepeatedAfterThePauseOnly() {
    hub.reportFor("59M", "waha", "away");
    assertThat(hub.told()).containsExactly("raised channel-down waha 1");
    hub.reportFor("5M", "waha", "away");
    assertThat(hub.told())
        .containsExactly("raised channel-down waha 1", "raised channel-down waha 2");
  }

  @Test
  void aChannelThatComesAndGoesIsOneAlert() {
    hub.reportFor("3M", "waha", "away");
    for (int i = 0; i < 4; i++) {
      hub.reportFor("3M", "waha", "");
      hub.reportFor("3M", "waha", "away");
    }
    assertThat(hub.told()).containsExactly("raised channel-down waha 1");
  }

  @Test
  void aSecondOutageIsANewAlertAlthoughThePauseIsNotOver() {
    hub.reportFor("3M", "waha", "away");
    hub.reportFor("6M", "waha", "");
    hub.reportFor("3M", "waha", "away");
    assertThat(hub.told())
        .containsExactly(
            "raised channel-down waha 1",
            "cleared channel-down waha 1",
            "raised channel-down waha 1");
  }

  @Test
  void twoHubsThatLookAtOnceTellOnce() throws Exception {
    AlertKit other = new AlertKit(database, hub.clock);
    hub.report(HUB, "waha", "away");
    hub.clock.tick(Duration.ofMinutes(3));
    hub.report(HUB, "waha", "away");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Void> ours = () -> look(hub);
      Callable<Void> theirs = () -> look(other);
      for (Future<Void> done : threads.invokeAll(List.of(ours, theirs, ours, theirs))) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(hub.told()).containsExactly("raised channel-down waha 1");
  }

  private static Void look(AlertKit hub) {
    hub.look();
    return null;
  }

  @Test
  void aHubThatDiesBetweenTheEventAndItsCommitTellsNothingAndTheNextLookTellsOnce() {
    hub.report(HUB, "waha", "away");
    hub.clock.tick(Duration.ofMinutes(3));
    hub.report(HUB, "waha", "away");
    AlertLook dying = hub.look(new DyingTimers(TestTimers.on(hub.jdbc)));
    assertThatThrownBy(dying::look).hasMessage("killed");
    assertThat(hub.told()).isEmpty();
    assertThat(hub.alerts.raised()).isEmpty();

    hub.look();
    hub.lookAfter("30S");
    assertThat(hub.told()).containsExactly("raised channel-down waha 1");
  }

  @Test
  void aChannelIsNotDownWhileOneProcessCanSend() {
    UUID other = new UUID(0, 2);
    for (int i = 0; i < 10; i++) {
      hub.report(other, "waha", "");
      hub.reportFor("30S", "waha", "away");
    }
    assertThat(hub.told()).isEmpty();
    hub.reportFor("4M", "waha", "away");
    assertThat(hub.told()).as("the other process has stopped").hasSize(1);
  }

  @Test
  void theWayToThePhoneIsAnotherChannelThatWorks() {
    hub.reportFor("3M", "waha", "away");
    assertThat(hub.last("via")).isEqualTo("meta");
    hub.reportFor("6M", "waha", "");
    assertThat(hub.last("via")).isEqualTo("meta");
  }

  @Test
  void withoutAnyChannelThatWorksThereIsNoWay() {
    for (int i = 0; i < 5; i++) {
      hub.report(HUB, "meta", "away");
      hub.reportFor("30S", "waha", "away");
    }
    assertThat(hub.told()).contains("raised channel-down waha 1");
    assertThat(hub.last("via")).isEmpty();
  }

  @Test
  void anAlertThatIsOffIsNotRaised() {
    hub.with("channel-down", "off");
    hub.reportFor("10M", "waha", "away");
    assertThat(hub.told()).isEmpty();
  }

  @Test
  void aRaisedAlertThatIsSwitchedOffIsCleared() {
    hub.reportFor("3M", "waha", "away");
    hub.with("channel-down", "off");
    hub.reportFor("6M", "waha", "away");
    assertThat(hub.told()).last().isEqualTo("cleared channel-down waha 1");
  }

  @Test
  void anAllClearWaitsForItsAlert() {
    hub.reportFor("3M", "waha", "away");
    hub.reportFor("6M", "waha", "");
    assertThat(
            hub.jdbc
                .sql("select distinct subject || ' ' || state from event where source = 'alert'")
                .query(String.class)
                .list())
        .isEqualTo(Collections.singletonList("alert:channel-down:waha RETRY"));
  }

  /** Sets the event and dies before the transaction ends. */
  private record DyingTimers(Timers timers) implements Timers {

    @Override
    public boolean set(InboundRecord record, String type, Instant due) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean setBehind(InboundRecord record, String type, Instant due) {
      assertThat(timers.setBehind(record, type, due)).isTrue();
      throw new IllegalStateException("killed");
    }

    @Override
    public void goOn(UUID event, InboundRecord record, String type, Instant due) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int cancel(String type, String subject, String reason) {
      throw new UnsupportedOperationException();
    }
  }
}
