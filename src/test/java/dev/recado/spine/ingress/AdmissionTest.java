package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private long now;
  private final Headroom headroom = new Headroom(Duration.ofSeconds(20), () -> this.now);
  private final Admission admission =
      new Admission(headroom, Duration.ofMillis(600), Duration.ofSeconds(5), () -> now);

  @Test
  void aBurstIsTakenInCompletely() {
    IntStream.range(0, 1_000).forEach(i -> admission.begin("odoo"));
    pass(500);
    assertThat(admission.refusal("odoo")).isNull();
  }

  @Test
  void aWebhookThatWaitsTooLongForItsAcknowledgementKeepsNewOnesOut() {
    Runnable oldest = admission.begin("odoo");
    pass(400);
    Runnable younger = admission.begin("odoo");
    pass(300);
    crowd();
    assertThat(admission.refusal("odoo")).isNotNull();
    oldest.run();
    assertThat(admission.refusal("odoo")).isNull();
    pass(400);
    assertThat(admission.refusal("odoo")).isNotNull();
    younger.run();
    assertThat(admission.refusal("odoo")).isNull();
  }

  @Test
  void aPauseOfTheMachineTurnsAwayNobodyWhileFewWait() {
    IntStream.range(1, Admission.CROWD).forEach(i -> admission.begin("odoo"));
    pass(800);
    assertThat(admission.refusal("odoo")).isNull();
    admission.begin("odoo");
    assertThat(admission.refusal("odoo")).isNotNull();
  }

  @Test
  void whatHasItsAnswerIsForgotten() {
    IntStream.range(0, 1_000)
        .mapToObj(i -> admission.begin("odoo"))
        .toList()
        .forEach(Runnable::run);
    assertThat(admission.kept()).isZero();
  }

  private void crowd() {
    IntStream.range(0, Admission.CROWD).forEach(i -> admission.begin("odoo"));
  }

  @Test
  void aCrowdOfOneSourceKeepsNoOtherSourceOut() {
    crowd();
    pass(700);
    assertThat(admission.refusal("odoo")).isNotNull();
    assertThat(admission.refusal("form")).isNull();
  }

  @Test
  void onlySoManyComeInAsTheHubCanWorkOn() {
    overloaded();
    long in = IntStream.range(0, 5_000).filter(i -> admission.refusal("odoo") == null).count();
    assertThat(in).isBetween(1L, 1_000L);
    assertThat(admission.refusal("form")).isNull();
  }

  @Test
  void aWebhookThatCameToNothingTakesNoRoom() {
    overloaded();
    for (int i = 0; i < 5_000; i++) {
      assertThat(admission.refusal("odoo")).isNull();
      admission.cameToNothing("odoo");
    }
  }

  @Test
  void refusedSendersAreToldDifferentTimesToWait() {
    overloaded();
    IntStream.range(0, 5_000).forEach(i -> admission.refusal("odoo"));
    LongStream told = IntStream.range(0, 1_000).mapToLong(i -> refused().retryAfter());
    assertThat(told.distinct().boxed()).hasSize(11).allMatch(after -> after >= 5 && after <= 15);
    assertThat(refused().status()).isEqualTo(503);
  }

  private void overloaded() {
    headroom.look(new Backlog.Count(20_000, 0));
    pass(1_000);
    headroom.look(new Backlog.Count(20_000, 100));
  }

  private Answer refused() {
    return Objects.requireNonNull(admission.refusal("odoo"));
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
