package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.StubWaha;
import dev.recado.StubWaha.Engine;
import dev.recado.spine.channel.Link.MessageIds;
import dev.recado.spine.http.Outbound;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WahaMessageIdsTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T12:00:00Z"));
  private final AtomicInteger news = new AtomicInteger();

  @Test
  void fetchedIdsAreAvailable() {
    try (StubWaha waha = new StubWaha(Engine.NOWEB)) {
      WahaMessageIds ids = ids(waha.url());

      MessageIds taken = ids.take(5);

      assertThat(taken.supported()).isTrue();
      assertThat(taken.ids()).hasSize(5).doesNotHaveDuplicates();
      assertThat(news).hasPositiveValue();
    }
  }

  @Test
  void anEngineWithoutIdsIsAskedOnceAndCausesNoWork() {
    try (StubWaha waha = new StubWaha(Engine.WEBJS)) {
      WahaMessageIds ids = ids(waha.url());
      ids.take(5);
      int told = news.get();

      for (int look = 0; look < 10; look++) {
        assertThat(ids.take(5)).isEqualTo(MessageIds.UNSUPPORTED);
      }

      assertThat(news).hasValue(told);
    }
  }

  @Test
  void aWahaThatIsAwayIsReportedAndAskedAgainAfterAPause() {
    String nobody;
    try (StubWaha waha = new StubWaha(Engine.NOWEB)) {
      nobody = waha.url();
    }
    WahaMessageIds ids = ids(nobody);

    assertThat(ids.take(5).ids()).isEmpty();
    assertThat(ids.take(5).ids()).isEmpty();

    assertThat(ids.trouble()).contains("não deu ids");
    assertThat(news).hasValue(0);
  }

  @Test
  void theFirstIdEndsTheTrouble() {
    try (StubWaha waha = new StubWaha(Engine.NOWEB)) {
      WahaMessageIds ids = ids(waha.url());
      waha.behave(StubWaha.Behaviour.HTTP_500);
      ids.take(1);
      waha.behave(StubWaha.Behaviour.OK);
      clock.tick(Duration.ofSeconds(3));
      ids.take(1);

      assertThat(ids.trouble()).isNull();
    }
  }

  @Test
  void aRefusedKeyIsTriedFromTimeToTimeWhileMessagesWait() {
    try (StubWaha waha = new StubWaha(Engine.NOWEB)) {
      waha.key("another");
      WahaMessageIds ids = ids(waha.url());
      for (int second = 0; second < 120; second++) {
        assertThat(ids.take(5)).isEqualTo(new MessageIds(true, List.of()));
        clock.tick(Duration.ofSeconds(1));
      }
      assertThat(waha.keysRefused()).isBetween(2, 8);
      assertThat(ids.trouble()).contains("WAHA_API_KEY");

      waha.key(StubWaha.KEY);
      clock.tick(Duration.ofSeconds(30));
      assertThat(ids.take(5).ids()).hasSize(5);
      assertThat(ids.trouble()).isNull();
    }
  }

  @Test
  void oneMessageAtATimeTriesARefusedKey() {
    try (StubWaha waha = new StubWaha(Engine.WEBJS)) {
      KeyWatch sends = new KeyWatch(clock);
      WahaLink channel =
          new WahaLink(
              server(waha.url()), "default", calls(waha.url()), ids(waha.url()), sends, () -> null);
      assertThat(channel.room(32)).isEqualTo(32);

      sends.refused(401);
      assertThat(channel.trouble()).contains("WAHA_API_KEY");
      assertThat(channel.room(32)).isZero();
      clock.tick(Duration.ofSeconds(5));
      assertThat(channel.room(0)).isZero();
      assertThat(channel.room(32)).isEqualTo(1);
      assertThat(channel.room(32)).isZero();

      sends.accepted();
      assertThat(channel.room(32)).isEqualTo(32);
      assertThat(channel.trouble()).isNull();
    }
  }

  /** Fetches in the caller's thread, so each step has ended when it returns. */
  private WahaMessageIds ids(String url) {
    WahaMessageIds ids = new WahaMessageIds(calls(url), Runnable::run, 1, clock);
    ids.whenReady(news::incrementAndGet);
    return ids;
  }

  private WahaCalls calls(String url) {
    return new WahaCalls(
        Outbound.httpClient(Duration.ofSeconds(5), 2),
        new ObjectMapper(),
        server(url),
        "default",
        new KeyWatch(clock));
  }

  private static WahaServer server(String url) {
    return new WahaServer(() -> new WahaServer.Place(URI.create(url), StubWaha.KEY));
  }
}
