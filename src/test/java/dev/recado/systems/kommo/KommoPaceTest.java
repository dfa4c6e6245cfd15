package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.spine.flow.TryLaterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KommoPaceTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void rested() {
    DATABASE.jdbc().sql("update kommo_pace set next_at = '2000-01-01'").update();
  }

  private KommoPace pace(Duration every) {
    return new KommoPace(
        TestKommo.settings("http://x", "t", "", every),
        DATABASE.jdbc(),
        DATABASE.transaction(),
        waits::add);
  }

  @Test
  void everyCallOfEveryHubTakesTheNextFreeMoment() {
    Duration every = Duration.ofSeconds(1);
    KommoPace one = pace(every);
    KommoPace two = pace(every);
    one.turn();
    two.turn();
    one.turn();
    assertThat(waits.get(0)).isZero();
    assertThat(waits.get(1)).isBetween(Duration.ZERO, every);
    assertThat(waits.get(2)).isGreaterThan(waits.get(1));
  }

  @Test
  void onlyCallsWhoseTurnIsNearWait() throws Exception {
    KommoPace hourly = pace(Duration.ofHours(1));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> calls = Collections.nCopies(16, () -> goes(hourly));
      int gone = 0;
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        gone += call.get() ? 1 : 0;
      }
      assertThat(gone).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean goes(KommoPace pace) {
    try {
      pace.turn();
      return true;
    } catch (TryLaterException full) {
      return false;
    }
  }

  @Test
  void aPauseStopsAllHubsAndAShorterOneDoesNotEndIt() {
    KommoPace one = pace(Duration.ofMillis(1));
    one.pause(Duration.ofHours(1));
    one.pause(Duration.ofMillis(1));
    assertThatThrownBy(pace(Duration.ofMillis(1))::turn).isInstanceOf(TryLaterException.class);
    assertThat(waits).isEmpty();
  }
}
