package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeadroomTest {

  private final Headroom headroom = new Headroom(Duration.ofSeconds(20), () -> this.now);
  private long now;
  private long waiting;
  private long taken;

  /** In each of these seconds, so many webhooks come in and so many are worked on. */
  private void seconds(int count, long came, long worked) {
    for (int i = 0; i < count; i++) {
      now += Duration.ofSeconds(1).toNanos();
      waiting += Math.round(came * headroom.share()) - worked;
      taken += worked;
      headroom.look(new Backlog.Count(waiting, taken));
    }
  }

  @Test
  void aSurgeIsTakenInCompletely() {
    seconds(15, 200, 100);
    assertThat(headroom.share()).isEqualTo(1);
    assertThat(waiting).isEqualTo(1_500);
  }

  @Test
  void aLastingOverloadLetsInNoMoreThanTheHubWorksOn() {
    seconds(120, 200, 100);
    long before = waiting;
    seconds(60, 200, 100);
    assertThat(waiting - before).isBetween(-500L, 500L);
    assertThat(waiting / 100).isBetween(14L, 31L);
  }

  @Test
  void aBacklogAfterAnOutageRefusesNoNewWebhook() {
    waiting = 30_000;
    seconds(60, 50, 200);
    assertThat(headroom.share()).isEqualTo(1);
  }

  @Test
  void anIntakeThatStandsStillRefusesNoWebhook() {
    seconds(20, 300, 300);
    seconds(60, 300, 0);
    assertThat(headroom.share()).isEqualTo(1);
    assertThat(waiting).isEqualTo(18_000);
  }

  @Test
  void aSmallBacklogRefusesNoWebhookHoweverSlowItGoes() {
    seconds(60, 10, 1);
    assertThat(headroom.share()).isEqualTo(1);
  }

  @Test
  void afterTheOverloadAllWebhooksComeInAgain() {
    seconds(120, 400, 100);
    assertThat(headroom.share()).isLessThan(0.5);
    seconds(60, 20, 100);
    assertThat(headroom.share()).isEqualTo(1);
  }

  @Test
  void aKafkaThatDoesNotAnswerIsNoReasonToRefuseHere() {
    seconds(120, 400, 100);
    headroom.lost();
    assertThat(headroom.share()).isEqualTo(1);
  }
}
