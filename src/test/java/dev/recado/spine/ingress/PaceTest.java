package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Offset<Double> EXACT = Offset.offset(0.01);

  private final Pace pace = new Pace();
  private long now;
  private long taken;

  @BeforeEach
  void theHubHasNothingToDo() {
    pace.look(now, new Backlog.Count(0, taken));
  }

  /** In each of these seconds so many are finished, and thousands wait. */
  private void busy(int seconds, long finished) {
    for (int i = 0; i < seconds; i++) {
      second(finished, 10_000);
    }
  }

  private void second(long finished, long waiting) {
    now += Duration.ofSeconds(1).toNanos();
    taken += finished;
    pace.look(now, new Backlog.Count(waiting, taken));
  }

  @Test
  void aHubThatHasShownNoPaceCountsAsUntried() {
    busy(2, 0);
    assertThat(pace.perSecond()).isEqualTo(Pace.UNTRIED);
    second(0, 0);
    assertThat(pace.perSecond()).isEqualTo(Pace.UNTRIED);
  }

  @Test
  void aHubThatKeepsUpIsAsFastAsItJustWas() {
    second(600, 20);
    assertThat(pace.perSecond()).isEqualTo(600, EXACT);
    second(0, 0);
    assertThat(pace.perSecond()).isEqualTo(Pace.UNTRIED);
  }

  @Test
  void aSlowerPaceNeedsThreeSecondsOfEvidence() {
    busy(2, 100);
    assertThat(pace.perSecond()).isEqualTo(Pace.UNTRIED);
    busy(1, 100);
    assertThat(pace.perSecond()).isEqualTo(100, EXACT);
  }

  @Test
  void batchesThatMoveTheOffsetsNowAndThenShowAnEvenPace() {
    for (int i = 0; i < 10; i++) {
      busy(1, 0);
      busy(1, 200);
    }
    assertThat(pace.perSecond()).isEqualTo(100, EXACT);
    busy(1, 0);
    assertThat(pace.perSecond()).isEqualTo(100, EXACT);
  }

  @Test
  void thePaceFallsAtOnceAndRisesSlowly() {
    busy(20, 400);
    busy(3, 100);
    assertThat(pace.perSecond()).isEqualTo(100, EXACT);
    busy(3, 400);
    assertThat(pace.perSecond()).isBetween(200.0, 360.0);
    busy(15, 400);
    assertThat(pace.perSecond()).isEqualTo(400, EXACT);
  }

  @Test
  void workThatDoesNotMoveForLongHasStoppedUntilItMoves() {
    busy(20, 400);
    busy(14, 0);
    assertThat(pace.stopped()).isFalse();
    assertThat(pace.perSecond()).isEqualTo(400, EXACT);
    busy(30, 0);
    assertThat(pace.stopped()).isTrue();
    busy(1, 300);
    assertThat(pace.stopped()).isFalse();
    busy(2, 300);
    assertThat(pace.perSecond()).isEqualTo(300, EXACT);
  }
}
