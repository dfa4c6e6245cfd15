package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.ground.loop.Loops;
import dev.recado.spine.channel.Channel;
import dev.recado.systems.engine.EngineJson;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub makes of the statuses that webhooks, looks and refused messages tell. */
class SessionWatchTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration EVERY = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock(NOW);
  private final SessionTable table = new SessionTable(TestDatabase.create().jdbc());
  private final WahaSessions sessions = new WahaSessions(table, EVERY, clock);

  /** Another process on the same database. */
  private final WahaSessions elsewhere = new WahaSessions(table, EVERY, clock);

  private final Channel channel =
      Channel.ofSettings("waha", "WAHA", Map.of(WahaProvider.SESSION, "loja"), Map.of(), false);
  private final Watched watched = sessions.watched(channel);
  private final SessionWatch watch =
      watch(new HistorySettings(true, EVERY, Duration.ofDays(7), Duration.ofMinutes(15)));

  private SessionWatch watch(HistorySettings history) {
    return new SessionWatch(
        new dev.recado.spine.channel.TestChannels().with(channel),
        sessions,
        table,
        null,
        new SessionWatch.Settings(EVERY, history),
        new Loops().add("test"),
        clock);
  }

  private void told(String status, Instant at) {
    sessions.report("waha", "loja", status, at, false);
  }

  private void saw(String status) {
    ObjectNode answer =
        EngineJson.MAPPER.createObjectNode().put("name", "loja").put("status", status);
    watch.saw(channel, answer, clock.instant());
  }

  private SessionRow row() {
    return table.find("waha", "loja").orElseThrow();
  }

  @Test
  void aSessionOfWhichNothingIsKnownTakesMessages() {
    assertThat(watched.trouble()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "WORKING, false",
    "STARTING, false",
    "STOPPED, true",
    "FAILED, true",
    "SCAN_QR_CODE, true",
    "PASSKEY_REQUIRED, true",
    "SOMETHING_NEW, true"
  })
  void onlyASessionThatWorksOrStartsTakesMessages(String status, boolean waits) {
    told(status, NOW);
    assertThat(watched.trouble() != null).isEqualTo(waits);
    if (waits) {
      assertThat(watched.trouble()).startsWith("WAHA_SESSION: ").contains("'loja'", status);
    }
  }

  @Test
  void anOlderStatusChangesNothing() {
    told("WORKING", NOW);
    told("FAILED", NOW.minusSeconds(1));
    assertThat(row().status()).isEqualTo("WORKING");
    told("FAILED", NOW.plusSeconds(1));
    assertThat(row().status()).isEqualTo("FAILED");
  }

  @Test
  void theSameStatusAgainKeepsItsBeginning() {
    told("SCAN_QR_CODE", NOW);
    told("SCAN_QR_CODE", NOW.plusSeconds(20));
    assertThat(row().since()).isEqualTo(NOW);
  }

  @Test
  void aRefusedMessageHoldsTheOthersUntilTheStatusChanges() {
    told("STARTING", NOW);
    clock.tick(Duration.ofSeconds(10));
    watched.refused("STARTING");
    assertThat(watched.trouble()).contains("STARTING");
    saw("STARTING");
    assertThat(watched.trouble()).contains("STARTING");
    clock.tick(Duration.ofSeconds(1));
    saw("WORKING");
    assertThat(watched.trouble()).isNull();
  }

  @Test
  void theReturnWakesTheSenderOnceInEveryProcess() {
    AtomicInteger here = new AtomicInteger();
    AtomicInteger there = new AtomicInteger();
    watched.whenBack(here::incrementAndGet);
    elsewhere.watched(channel).whenBack(there::incrementAndGet);
    told("FAILED", NOW);
    elsewhere.refresh();
    told("WORKING", NOW.plusSeconds(1));
    elsewhere.refresh();
    elsewhere.refresh();
    assertThat(here).hasValue(1);
    assertThat(there).hasValue(1);
  }

  @Test
  void aClosedLinkIsNotWoken() {
    AtomicInteger woken = new AtomicInteger();
    watched.whenBack(woken::incrementAndGet);
    watched.close();
    told("FAILED", NOW);
    told("WORKING", NOW.plusSeconds(1));
    assertThat(woken).hasValue(0);
  }

  @Test
  void aMessageIsTriedOnlyWhereNobodyLooks() {
    told("FAILED", NOW);
    table.takeLook("waha", "loja", NOW, NOW.minus(EVERY));
    sessions.refresh();
    assertThat(watched.mayTry()).isFalse();
    clock.tick(EVERY.multipliedBy(11));
    assertThat(watched.mayTry()).isTrue();
    assertThat(watched.mayTry()).isFalse();
  }

  @Test
  void oneProcessTakesALook() {
    assertThat(table.takeLook("waha", "loja", NOW, NOW.minus(EVERY))).isTrue();
    assertThat(table.takeLook("waha", "loja", NOW, NOW.minus(EVERY))).isFalse();
    assertThat(table.takeLook("waha", "loja", NOW.plus(EVERY), NOW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<script>", "working", "A B"})
  void whatIsNoStatusIsNotWahas(String status) {
    saw(status);
    assertThat(row().status()).isEqualTo("AWAY");
    assertThat(watched.trouble()).startsWith("WAHA_AWAY");
  }

  @Test
  void theFirstLookFindsNoGap() {
    saw("WORKING");
    assertThat(row().gapFrom()).isNull();
    assertThat(row().wellAt()).isEqualTo(NOW);
  }

  @Test
  void afterAnOutageMessagesMayBeMissingSinceTheLastGoodLook() {
    saw("WORKING");
    clock.tick(EVERY);
    saw("FAILED");
    clock.tick(EVERY);
    saw("WORKING");
    assertThat(row().gapFrom()).isEqualTo(NOW);
    assertThat(row().historyAt()).isEqualTo(clock.instant().plus(EVERY));
  }

  @Test
  void anOutageBetweenTwoLooksIsOne() {
    saw("WORKING");
    clock.tick(EVERY);
    told("STARTING", NOW.plusSeconds(3));
    told("WORKING", NOW.plusSeconds(9));
    saw("WORKING");
    assertThat(row().gapFrom()).isEqualTo(NOW);
  }

  @Test
  void aHubThatDidNotRunHasMissedMessages() {
    saw("WORKING");
    clock.tick(EVERY.multipliedBy(3));
    saw("WORKING");
    assertThat(row().gapFrom()).isEqualTo(NOW);
  }

  @Test
  void aGapIsNoLongerThanTheSetting() {
    saw("WORKING");
    clock.tick(Duration.ofDays(30));
    saw("WORKING");
    assertThat(row().gapFrom()).isEqualTo(clock.instant().minus(7, ChronoUnit.DAYS));
  }

  @Test
  void aSessionThatWorksAndIsSilentIsAskedForItsHistory() {
    saw("WORKING");
    table.heard("waha", "loja", NOW);
    for (int i = 0; i < 29; i++) {
      clock.tick(EVERY);
      saw("WORKING");
      assertThat(row().gapFrom()).isNull();
    }
    clock.tick(EVERY);
    saw("WORKING");
    assertThat(row().gapFrom()).isEqualTo(NOW);
    table.read(row(), clock.instant(), null);
    clock.tick(EVERY);
    saw("WORKING");
    assertThat(row().gapFrom()).isNull();
  }

  @Test
  void withoutTheSettingNoHistoryIsRead() {
    SessionWatch off =
        watch(new HistorySettings(false, EVERY, Duration.ofDays(7), Duration.ofMinutes(15)));
    ObjectNode answer =
        EngineJson.MAPPER.createObjectNode().put("name", "loja").put("status", "WORKING");
    off.saw(channel, answer, NOW);
    clock.tick(Duration.ofDays(1));
    off.saw(channel, answer, clock.instant());
    assertThat(row().gapFrom()).isNull();
  }

  @Test
  void oneProcessReadsAHistoryAndAnotherOneIfItDies() {
    anOutageBetweenTwoLooksIsOne();
    Instant due = Objects.requireNonNull(row().historyAt());
    assertThat(table.takeHistory(row(), due.minusSeconds(1), due.plusSeconds(600))).isFalse();
    assertThat(table.takeHistory(row(), due, due.plusSeconds(600))).isTrue();
    assertThat(table.takeHistory(row(), due, due.plusSeconds(600))).isFalse();
    assertThat(table.takeHistory(row(), due.plusSeconds(600), due.plusSeconds(900))).isTrue();
  }

  @Test
  void noHistoryIsReadWhileTheSessionIsDown() {
    anOutageBetweenTwoLooksIsOne();
    Instant due = Objects.requireNonNull(row().historyAt());
    told("FAILED", due);
    assertThat(table.takeHistory(row(), due, due.plusSeconds(600))).isFalse();
  }

  @Test
  void webhooksAreNotedWithoutGoingBack() {
    saw("WORKING");
    table.heard("waha", "loja", NOW);
    table.heard("waha", "loja", NOW.minusSeconds(5));
    assertThat(row().heardAt()).isEqualTo(NOW);
  }
}
