package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private double share = 1;
  private long now;
  private final Admission admission =
      new Admission(() -> share, Duration.ofMillis(600), Duration.ofSeconds(5), () -> now);

  @Test
  void aBurstIsTakenInCompletely() {
    IntStream.range(0, 1_000).forEach(i -> admission.begin());
    pass(500);
    assertThat(admission.refusal()).isNull();
  }

  @Test
  void aWebhookThatWaitsTooLongForItsAcknowledgementKeepsNewOnesOut() {
    Runnable oldest = admission.begin();
    pass(400);
    Runnable younger = admission.begin();
    pass(300);
    crowd();
    assertThat(admission.refusal()).isNotNull();
    oldest.run();
    assertThat(admission.refusal()).isNull();
    pass(400);
    assertThat(admission.refusal()).isNotNull();
    younger.run();
    assertThat(admission.refusal()).isNull();
  }

  @Test
  void aPauseOfTheMachineTurnsAwayNobodyWhileFewWait() {
    IntStream.range(1, Admission.CROWD).forEach(i -> admission.begin());
    pass(800);
    assertThat(admission.refusal()).isNull();
    admission.begin();
    assertThat(admission.refusal()).isNotNull();
  }

  private void crowd() {
    IntStream.range(0, Admission.CROWD).forEach(i -> admission.begin());
  }

  @Test
  void onlyThePartThatTheHubCanWorkOnComesIn() {
    share = 0.5;
    long in = IntStream.range(0, 10_000).filter(i -> admission.refusal() == null).count();
    assertThat(in).isBetween(4_500L, 5_500L);
  }

  @Test
  void refusedSendersAreToldDifferentTimesToWait() {
    share = 0;
    LongStream told = IntStream.range(0, 1_000).mapToLong(i -> refused().retryAfter());
    assertThat(told.distinct().boxed()).hasSize(11).allMatch(after -> after >= 5 && after <= 15);
    assertThat(refused().status()).isEqualTo(503);
  }

  private Answer refused() {
    return Objects.requireNonNull(admission.refusal());
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
