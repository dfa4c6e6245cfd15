package dev.recado.spine.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadroomTest {

  private static final int BATCH = 200;

  private final Headroom headroom = new Headroom(Duration.ofSeconds(20), () -> this.now);
  private final Map<String, Integer> cameIn = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private long now;
  private double waiting;
  private double taken;
  private double longest;

  /** In each of these seconds, so many webhooks of one source come and so many are worked on. */
  private void seconds(int count, int come, double worked) {
    seconds(count, Map.of("odoo", come), worked);
  }

  private void seconds(int count, Map<String, Integer> come, double worked) {
    IntStream.range(0, count).forEach(i -> second(come, worked));
  }

  /** As of a slow flow, the log shows the finished work a batch at a time. */
  private void second(Map<String, Integer> come, double worked) {
    now += Duration.ofSeconds(1).toNanos();
    come.forEach((source, webhooks) -> IntStream.range(0, webhooks).forEach(i -> come(source)));
    double done = Math.min(waiting, worked);
    waiting -= done;
    taken += done;
    long shown = waiting < 1 ? (long) taken : (long) taken / BATCH * BATCH;
    headroom.look(new Backlog.Count(Math.round(waiting + taken) - shown, shown));
    longest = Math.max(longest, waiting);
  }

  private void come(String source) {
    boolean in = headroom.takes(source);
    (in ? cameIn : refused).merge(source, 1, Integer::sum);
    waiting += in ? 1 : 0;
  }

  @Test
  void aFloodComesInEvenlyOverTheSecondAndAQuietSourceAtAnyTime() {
    seconds(30, Map.of("flood", 5_000, "quiet", 10), 100);
    assertThat(cameIn.getOrDefault("flood", 0)).isPositive();
    cameIn.clear();
    now += Duration.ofMillis(100).toNanos();
    IntStream.range(0, 5_000).forEach(i -> come("flood"));
    IntStream.range(0, 10).forEach(i -> come("quiet"));
    int early = cameIn.getOrDefault("flood", 0);
    now += Duration.ofMillis(900).toNanos();
    IntStream.range(0, 5_000).forEach(i -> come("flood"));
    assertThat(early).isBetween(1, cameIn.getOrDefault("flood", 0) / 9);
    assertThat(cameIn).containsEntry("quiet", 10);
  }

  @Test
  void aSurgeIsTakenInCompletely() {
    seconds(15, 200, 100);
    assertThat(refused).isEmpty();
    assertThat(waiting).isEqualTo(1_500);
  }

  @Test
  void aSurgeOfSomeThousandMeetsAnIdleHubAndIsTakenInCompletely() {
    seconds(60, 2, 300);
    seconds(4, 1_500, 300);
    assertThat(refused).isEmpty();
  }

  @Test
  void aLastingOverloadLetsInNoMoreThanTheHubWorksOn() {
    seconds(120, 200, 100);
    double before = waiting;
    seconds(60, 200, 100);
    assertThat(waiting - before).isBetween(-500.0, 500.0);
    assertThat(waiting / 100).isBetween(12.0, 28.0);
  }

  @Test
  void anOverloadedHubHasAlwaysWork() {
    for (int worked : new int[] {60, 95, 300, 700, 3_000}) {
      seconds(60, 2 * worked, worked);
      double before = taken;
      seconds(60, 2 * worked, worked);
      assertThat(taken - before).isEqualTo(60.0 * worked);
    }
  }

  @Test
  void aFloodHoweverFastMakesNobodyWaitForMuchLongerThanTheLimit() {
    seconds(10, 3_300, 3_300);
    seconds(80, 0, 0);
    seconds(75, 7_200, 95);
    assertThat(longest / 95).isLessThan(40);
    assertThat(headroom.share()).isLessThan(0.03);
  }

  @Test
  void workThatBecomesSlowIsNoticedInSeconds() {
    seconds(30, 400, 400);
    seconds(8, 400, 95);
    double before = waiting;
    seconds(60, 400, 95);
    assertThat(waiting).isLessThan(before + 500);
    assertThat(longest / 95).isLessThan(40);
  }

  @Test
  void aSourceThatSendsLittleIsLetInWhileAnotherFloods() {
    Map<String, Integer> flood = Map.of("plain", 7_200);
    Map<String, Integer> both = Map.of("plain", 7_200, "form", 8, "odoo", 20);
    for (int i = 0; i < 20; i++) {
      seconds(9, flood, 95);
      seconds(1, both, 95);
    }
    assertThat(refused).containsOnlyKeys("plain");
    assertThat(cameIn).containsEntry("form", 160).containsEntry("odoo", 400);
    assertThat(waiting / 95).isLessThan(30);
  }

  @Test
  void sourcesThatAllSendTooMuchShareEvenly() {
    Map<String, Integer> come = Map.of("plain", 5_000, "form", 500, "odoo", 70, "waha", 10);
    seconds(60, come, 100);
    cameIn.clear();
    refused.clear();
    seconds(100, come, 100);
    assertThat(refused).containsOnlyKeys("form", "odoo", "plain");
    assertThat(cameIn.get("odoo")).isBetween(2_400, 3_600).isEqualTo(cameIn.get("plain"));
    assertThat(cameIn.values().stream().mapToInt(in -> in).sum()).isBetween(9_000, 11_000);
  }

  @Test
  void whatIsRefusedForItsProofTakesNoRoomFromTheRightSender() {
    seconds(60, 400, 95);
    for (int i = 0; i < 5_000; i++) {
      assertThat(headroom.takes("github")).isTrue();
      headroom.givesBack("github");
    }
  }

  @Test
  void aBacklogAfterAnOutageRefusesNoNewWebhook() {
    waiting = 30_000;
    seconds(60, 50, 200);
    seconds(60, 150, 200);
    assertThat(refused).isEmpty();
    assertThat(headroom.share()).isEqualTo(1);
  }

  @Test
  void aBacklogThatIsFarTooLongShrinksDuringAFlood() {
    waiting = 10_000;
    Map<String, Integer> come = Map.of("plain", 5_000, "form", 4);
    seconds(10, come, 95);
    double before = waiting;
    seconds(100, come, 95);
    assertThat(waiting).isLessThan(before - 4_000);
    assertThat(refused).containsOnlyKeys("plain");
  }

  @Test
  void anIntakeThatStandsStillRefusesNoWebhook() {
    seconds(20, 300, 300);
    seconds(60, 300, 0);
    assertThat(waiting).isEqualTo(18_000);
    seconds(60, 200, 350);
    assertThat(refused).isEmpty();
  }

  @Test
  void anIntakeThatStandsStillWithABacklogRefusesNoWebhook() {
    waiting = 1_000;
    seconds(20, 95, 95);
    seconds(60, 95, 0);
    assertThat(refused).isEmpty();
  }

  @Test
  void aSmallBacklogRefusesNoWebhookHoweverSlowItGoes() {
    seconds(60, 10, 1);
    assertThat(refused).isEmpty();
  }

  @Test
  void afterAFloodThoseThatSendLittleAreLetIn() {
    seconds(120, 7_200, 100);
    assertThat(headroom.share()).isLessThan(0.05);
    refused.clear();
    seconds(60, Map.of("form", 8), 100);
    assertThat(refused).isEmpty();
    assertThat(headroom.share()).isEqualTo(1);
  }

  @Test
  void aKafkaThatDoesNotAnswerIsNoReasonToRefuseHere() {
    seconds(120, 400, 100);
    IntStream.range(0, 30).forEach(i -> headroom.lost());
    assertThat(IntStream.range(0, 5_000).allMatch(i -> headroom.takes("odoo"))).isTrue();
  }

  @Test
  void oneLateAnswerOfKafkaLetsNoFloodIn() {
    seconds(120, 7_200, 100);
    headroom.lost();
    assertThat(IntStream.range(0, 7_200).filter(i -> headroom.takes("odoo")).count())
        .isLessThan(1_000);
  }
}
