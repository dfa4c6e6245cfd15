package dev.recado.spine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which conditions hold, each on the real tables. */
class WatchesTest {

  private static final Duration AT_ONCE = Duration.ofMillis(40);

  private final AlertKit hub = new AlertKit(TestDatabase.create());

  private void onlyWatch(String... kept) {
    List<String> all =
        List.of("failure-rate", "p95", "oldest-unsent", "channel-down", "dead-letters", "quality");
    all.stream()
        .filter(kind -> !List.of(kept).contains(kind))
        .forEach(kind -> hub.with(kind, "off"));
  }

  @Test
  void aChannelWhoseMessagesFailTooOftenIsToldAndClearedOnceTheyAreOld() {
    onlyWatch("failure-rate");
    hub.ended("waha", 18, "DELIVERED", null, 300);
    hub.lookAfter("1S");
    assertThat(hub.told()).isEmpty();
    hub.ended("waha", 2, "DEAD", "WAHA_500: the server of 5511987654321 failed", 300);
    hub.lookAfter("1S");
    assertThat(hub.told()).containsExactly("raised failure-rate waha 1");
    assertThat(hub.last("text"))
        .isEqualTo(
            "10% das mensagens por waha falharam nos últimos 15 min (2 de 20; limite 5%)."
                + " Motivo mais frequente: WAHA_500.");
    assertThat(hub.last("value")).isEqualTo("10.0");
    assertThat(hub.last("link")).isEqualTo("/api/dead-letters?connector=waha");

    hub.lookAfter("16M");
    hub.lookAfter("6M");
    assertThat(hub.told())
        .containsExactly("raised failure-rate waha 1", "cleared failure-rate waha 1");
  }

  @Test
  void aFewMessagesAreNoRateAndAMessageThatIsTriedAgainHasNotFailed() {
    onlyWatch("failure-rate");
    hub.ended("waha", 19, "DEAD", "WAHA_500", 300);
    hub.lookAfter("1S");
    assertThat(hub.told()).isEmpty();
    hub.ended("meta", 40, "SENT", null, 300);
    for (int i = 0; i < 30; i++) {
      hub.attempt(hub.message("meta", "RETRY", "META_500"), 1, "RETRY", 300);
    }
    hub.lookAfter("1S");
    assertThat(hub.told()).noneMatch(told -> told.contains("meta"));
  }

  @Test
  void failuresOfManyChannelsAreToldForTheWholeHub() {
    onlyWatch("failure-rate");
    hub.ended("waha", 10, "SENT", null, 300);
    hub.ended("waha", 3, "DEAD", "WAHA_500", 300);
    hub.ended("meta", 10, "SENT", null, 300);
    hub.ended("meta", 3, "UNKNOWN", "interrupted", 300);
    hub.lookAfter("1S");
    assertThat(hub.told()).containsExactly("raised failure-rate 1");
    assertThat(hub.last("text")).contains("6 de 26");
  }

  @Test
  void aMessageThatWasInterruptedWithoutAnAttemptCountsAsFailed() {
    onlyWatch("failure-rate");
    hub.ended("waha", 18, "SENT", null, 300);
    hub.message("waha", "UNKNOWN", "the hub was interrupted while sending");
    hub.message("waha", "UNKNOWN", "the hub was interrupted while sending");
    hub.lookAfter("1S");
    assertThat(hub.told()).containsExactly("raised failure-rate waha 1");
  }

  @Test
  void slowAnswersOfAChannelAreTold() {
    onlyWatch("p95");
    hub.ended("waha", 28, "SENT", null, 300);
    hub.ended("waha", 1, "SENT", null, 9000);
    hub.lookAfter("1S");
    assertThat(hub.told()).isEmpty();
    hub.ended("waha", 2, "SENT", null, 3200);
    hub.lookAfter("1S");
    assertThat(hub.told()).containsExactly("raised p95 waha 1");
    assertThat(hub.last("value")).isEqualTo("3.200");
    assertThat(hub.last("text")).contains("waha leva 3,2 s", "limite 2 s");
  }

  @Test
  void slowWorkOnWebhooksIsToldButEventsThatWaitOnPurposeDoNotCount() {
    onlyWatch("p95");
    for (int i = 0; i < 40; i++) {
      hub.event("form.submitted", "DONE", null, AT_ONCE, false);
      hub.event("conversation.turn", "DONE", null, Duration.ofSeconds(9), true);
    }
    hub.lookAfter("1S");
    assertThat(hub.told()).isEmpty();
    for (int i = 0; i < 4; i++) {
      hub.event("form.submitted", "DONE", null, Duration.ofSeconds(5), false);
    }
    hub.lookAfter("1S");
    assertThat(hub.told()).containsExactly("raised p95 1");
    assertThat(hub.last("text")).startsWith("Do recebimento de um webhook").contains("5 s");
  }

  @Test
  void aMessageThatIsDueAndDoesNotGoOutIsToldWithItsReason() {
    onlyWatch("oldest-unsent");
    UUID stuck =
        hub.message("waha", "QUEUED", "BREAKER_OPEN: o outro sistema falha em muitas tentativas");
    hub.lookAfter("14M");
    assertThat(hub.told()).isEmpty();
    hub.lookAfter("2M");
    assertThat(hub.told()).containsExactly("raised oldest-unsent waha 1");
    assertThat(hub.last("text"))
        .contains(
            "por waha espera há 16 min",
            "BREAKER_OPEN: o outro sistema falha em muitas tentativas.");
    assertThat(hub.last("since")).isEqualTo(AlertKit.NOON.toString());

    hub.set(stuck, "SENT");
    hub.lookAfter("1M");
    hub.lookAfter("6M");
    assertThat(hub.told()).last().isEqualTo("cleared oldest-unsent waha 1");
  }

  @Test
  void aMessageThatIsTriedAgainHasWaitedSinceItsFirstAttempt() {
    onlyWatch("oldest-unsent");
    Instant later = AlertKit.NOON.plus(Duration.ofHours(2));
    UUID tried = hub.message("waha", "RETRY", "WAHA_500", null, later);
    hub.attempt(tried, 1, "RETRY", 100);
    hub.lookAfter("10M");
    hub.attempt(tried, 2, "RETRY", 100);
    assertThat(hub.told()).isEmpty();
    hub.lookAfter("10M");
    assertThat(hub.told()).containsExactly("raised oldest-unsent waha 1");
  }

  @Test
  void aReplayedMessageHasWaitedSinceItsReplay() {
    onlyWatch("oldest-unsent");
    UUID tried = hub.message("waha", "DEAD", "WAHA_500");
    hub.attempt(tried, 1, "DEAD", 100);
    hub.lookAfter("24H");
    hub.jdbc
        .sql("update outbox set state = 'QUEUED', attempts = 0, due_at = ? where id = ?")
        .params(java.sql.Timestamp.from(hub.clock.instant()), tried)
        .update();
    hub.lookAfter("1M");
    hub.attempt(tried, 1, "RETRY", 100);
    hub.lookAfter("1M");
    assertThat(hub.told()).isEmpty();
  }

  @Test
  void aMessageThatTheGateHoldsOrThatIsForLaterIsNotLate() {
    onlyWatch("oldest-unsent");
    Instant morning = AlertKit.NOON.plus(Duration.ofHours(12));
    hub.message("waha", "HELD", "QUIET_HOURS: fora do horário", null, morning);
    hub.message("waha", "QUEUED", null, null, morning);
    hub.lookAfter("11H");
    assertThat(hub.told()).isEmpty();
    hub.lookAfter("1H5M");
    assertThat(hub.told()).as("five minutes after the morning").isEmpty();
    hub.lookAfter("15M");
    assertThat(hub.told()).containsExactly("raised oldest-unsent waha 1");
  }

  @Test
  void deadLettersAreToldOnceWithTheirNumberAndClearedIfNoneIsNew() {
    onlyWatch("dead-letters");
    hub.message("waha", "DEAD", "WAHA_403: not allowed for 5511987654321");
    hub.message("waha", "DEAD", "WAHA_403: not allowed (desistiu depois de 11 tentativas)");
    hub.event("form.submitted", "DEAD", "UNREADABLE: no JSON", AT_ONCE, false);
    hub.lookAfter("30S");
    assertThat(hub.told()).containsExactly("raised dead-letters 1");
    assertThat(hub.last("text"))
        .isEqualTo("3 em 1 h; ao todo 3 à espera de uma decisão. Motivo mais frequente: WAHA_403.");

    hub.lookAfter("1H");
    hub.lookAfter("6M");
    assertThat(hub.told()).containsExactly("raised dead-letters 1", "cleared dead-letters 1");
    assertThat(hub.last("text")).contains("Nada novo há 1 h");
  }

  @Test
  void newDeadLettersAreRepeatedAfterThePauseAndOldOnesAreNot() {
    onlyWatch("dead-letters");
    hub.message("waha", "DEAD", "WAHA_403");
    hub.lookAfter("30S");
    hub.lookAfter("30M");
    hub.message("waha", "DEAD", "WAHA_500");
    hub.lookAfter("30S");
    assertThat(hub.told()).hasSize(1);
    hub.lookAfter("30M");
    assertThat(hub.told()).containsExactly("raised dead-letters 1", "raised dead-letters 2");
    assertThat(hub.last("text")).startsWith("1 em 1 h; ao todo 2");
  }

  @Test
  void replayedDeadLettersAreNoAlertAnyMore() {
    onlyWatch("dead-letters");
    UUID dead = hub.message("waha", "DEAD", "WAHA_403");
    hub.lookAfter("30S");
    hub.set(dead, "QUEUED");
    hub.lookAfter("30S");
    hub.lookAfter("5M30S");
    assertThat(hub.told()).containsExactly("raised dead-letters 1", "cleared dead-letters 1");
  }

  @Test
  void aMessageThatTheProviderFailsADayLaterIsNewThen() {
    onlyWatch("dead-letters");
    UUID sent = hub.message("waha", "SENT", null);
    hub.lookAfter("24H");
    hub.set(sent, "DEAD");
    hub.lookAfter("30S");
    assertThat(hub.told()).containsExactly("raised dead-letters 1");
  }

  @Test
  void whatTheAlertsThemselvesCouldNotTellRaisesNoAlert() {
    hub.with("oldest-unsent", "10m");
    UUID alert = hub.event(EventTypes.ALERT_RAISED, "DONE", null, AT_ONCE, true);
    UUID stuck = hub.message("http", "RETRY", "HTTP_503", alert, AlertKit.NOON);
    hub.attempt(stuck, 1, "RETRY", 9000);
    for (int i = 0; i < 40; i++) {
      UUID dead = hub.message("http", "DEAD", "HTTP_404", alert, AlertKit.NOON);
      hub.attempt(dead, 1, "DEAD", 9000);
    }
    hub.event(EventTypes.ALERT_CLEARED, "DEAD", "broken", AT_ONCE, true);
    hub.lookAfter("20M");
    assertThat(hub.told()).isEmpty();
    // The same rows of any other event are alerts of all four kinds.
    hub.jdbc.sql("update event set type = 'form.submitted'").update();
    hub.jdbc.sql("update attempt set at = at + interval '16 minutes'").update();
    hub.lookAfter("10M");
    assertThat(hub.told())
        .containsExactlyInAnyOrder(
            "raised failure-rate http 1",
            "raised p95 http 1",
            "raised oldest-unsent http 1",
            "raised dead-letters 1");
  }

  @Test
  void aProvidersWarningIsToldAndGreenClearsIt() {
    onlyWatch("quality");
    say("meta", "YELLOW", null);
    hub.lookAfter("1S");
    assertThat(hub.told()).containsExactly("raised quality meta 1");
    assertThat(hub.last("text")).contains("meta como YELLOW");
    assertThat(hub.last("via")).isEqualTo("waha");

    say("meta", "GREEN", "UNFLAGGED");
    hub.lookAfter("1S");
    hub.lookAfter("6M");
    assertThat(hub.told()).containsExactly("raised quality meta 1", "cleared quality meta 1");
  }

  @Test
  void aWarningWithoutAColourIsReadFromTheWordOfTheProvider() {
    onlyWatch("quality");
    say("meta", null, "FLAGGED");
    say("meta", null, "ONBOARDING");
    hub.lookAfter("1S");
    assertThat(hub.told()).containsExactly("raised quality meta 1");
  }

  @Test
  void yellowIsNotToldWhereOnlyRedIsWanted() {
    onlyWatch("quality");
    hub.with("quality", "red");
    say("meta", "YELLOW", null);
    hub.lookAfter("1S");
    assertThat(hub.told()).isEmpty();
    say("meta", "RED", null);
    hub.lookAfter("1S");
    assertThat(hub.told()).containsExactly("raised quality meta 1");
  }

  private void say(String channel, @Nullable String quality, @Nullable String word) {
    Map<String, Object> body = new HashMap<>(Map.of("channel", channel));
    if (quality != null) {
      body.put("quality", quality);
    }
    if (word != null) {
      body.put("event", word);
    }
    hub.quality.take(
        List.of(
            new Event(
                UUID.randomUUID(),
                "meta",
                EventTypes.WHATSAPP_CHANNEL_QUALITY,
                "channel:" + channel,
                hub.clock.instant(),
                body)));
  }
}
