package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final Instant FRIDAY_NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final Instant THURSDAY_NOON = Instant.parse("2026-11-19T15:00:00Z");
  private static final Instant THURSDAY_NIGHT = Instant.parse("2026-11-20T01:30:00Z");

  private static final ChannelRules NATIONAL =
      new ChannelRules(QuietHours.preset("national"), null, null);

  private static final ChannelRules WINDOWED =
      new ChannelRules(null, ChannelRules.WHATSAPP_WINDOW, null);

  private final Gate gate = new Gate();

  private Verdict ask(Delivery delivery, Instant now) {
    return gate.ask(delivery, NATIONAL, now);
  }

  @Test
  void anOptedOutContactGetsNothingNotEvenAReply() {
    assertThat(ask(delivery("whatsapp:1", false, true, false), THURSDAY_NOON))
        .isEqualTo(new Verdict.Cancel(Gate.OPTED_OUT));
    assertThat(ask(delivery("whatsapp:1", true, true, true), THURSDAY_NOON))
        .isEqualTo(new Verdict.Cancel(Gate.OPTED_OUT));
  }

  @Test
  void duringAHandOverNoticesWaitAndAutomaticAnswersAreCancelled() {
    assertThat(ask(delivery("whatsapp:1", false, false, true), THURSDAY_NOON))
        .isInstanceOfSatisfying(
            Verdict.Hold.class,
            hold -> {
              assertThat(hold.reason()).isEqualTo(Gate.HANDED_OVER);
              assertThat(hold.until()).isAfter(THURSDAY_NOON);
            });
    assertThat(ask(delivery("whatsapp:1", true, false, true), THURSDAY_NOON))
        .isEqualTo(new Verdict.Cancel(Gate.HANDED_OVER));
  }

  @Test
  void inQuietHoursANoticeWaitsForTheNextOpening() {
    // 22:30 in São Paulo; the next day is the holiday of 20 November, the one after a Saturday.
    assertThat(ask(delivery("whatsapp:1", false, false, false), THURSDAY_NIGHT))
        .isEqualTo(new Verdict.Hold(Gate.QUIET, Instant.parse("2026-11-21T11:00:00Z")));
  }

  @Test
  void aHolidayIsQuietAtNoon() {
    assertThat(ask(delivery("whatsapp:1", false, false, false), FRIDAY_NOON))
        .isInstanceOf(Verdict.Hold.class);
  }

  @Test
  void byDayANoticeGoes() {
    assertThat(ask(delivery("whatsapp:1", false, false, false), THURSDAY_NOON))
        .isEqualTo(Verdict.GO);
  }

  @Test
  void aReplyGoesAtNight() {
    assertThat(ask(delivery("whatsapp:1", true, false, false), THURSDAY_NIGHT))
        .isEqualTo(Verdict.GO);
  }

  @Test
  void effectsThatAreNotMessagesGoAtNight() {
    assertThat(
            gate.ask(
                delivery("http:odoo:1", false, false, false), ChannelRules.NONE, THURSDAY_NIGHT))
        .isEqualTo(Verdict.GO);
  }

  @Test
  void theConfirmationOfAnOptOutPassesTheGate() {
    Delivery goodbye =
        delivery("whatsapp:1", true, true, false, false, Map.of("announces", "opt-out"));
    assertThat(ask(goodbye, THURSDAY_NOON)).isEqualTo(Verdict.GO);
    Delivery handOver =
        delivery("whatsapp:1", true, false, true, false, Map.of("announces", "hand-over"));
    assertThat(ask(handOver, THURSDAY_NOON)).isEqualTo(Verdict.GO);
    Delivery goodbyeToAPerson =
        delivery("whatsapp:1", true, true, true, false, Map.of("announces", "opt-out"));
    assertThat(ask(goodbyeToAPerson, THURSDAY_NOON)).isEqualTo(Verdict.GO);
    Delivery other =
        delivery("whatsapp:1", true, true, true, false, Map.of("announces", "hand-over"));
    assertThat(ask(other, THURSDAY_NOON)).isEqualTo(new Verdict.Cancel(Gate.OPTED_OUT));
  }

  @Test
  void aWrongNumberGetsAnswersAndNoNotices() {
    assertThat(ask(delivery("whatsapp:1", false, false, false, true, Map.of()), THURSDAY_NOON))
        .isEqualTo(new Verdict.Cancel(Gate.WRONG_PERSON));
    assertThat(ask(delivery("whatsapp:1", true, false, false, true, Map.of()), THURSDAY_NOON))
        .isEqualTo(Verdict.GO);
  }

  @Test
  void aReleasedMessageGoesUnlessTheContactRefusesIt() {
    Map<String, Object> released = Map.of("released", true);
    assertThat(ask(delivery("whatsapp:1", false, false, true, false, released), THURSDAY_NIGHT))
        .isEqualTo(Verdict.GO);
    assertThat(ask(delivery("whatsapp:1", false, true, false, false, released), THURSDAY_NOON))
        .isEqualTo(new Verdict.Cancel(Gate.OPTED_OUT));
    assertThat(ask(delivery("whatsapp:1", false, false, false, true, released), THURSDAY_NOON))
        .isEqualTo(new Verdict.Cancel(Gate.WRONG_PERSON));
  }

  @Test
  void withinTheWindowAFreeMessageGoes() {
    Instant wrote = THURSDAY_NOON.minus(Duration.ofHours(23));
    assertThat(gate.ask(wrote(wrote, "whatsapp-text", THURSDAY_NOON), WINDOWED, THURSDAY_NOON))
        .isEqualTo(Verdict.GO);
  }

  @Test
  void afterTheWindowAReplyWaitsForTheContactAndATemplateGoes() {
    Instant wrote = THURSDAY_NOON.minus(Duration.ofHours(24));
    assertThat(gate.ask(wrote(wrote, "whatsapp-text", THURSDAY_NOON), WINDOWED, THURSDAY_NOON))
        .isInstanceOfSatisfying(
            Verdict.Hold.class, hold -> assertThat(hold.reason()).isEqualTo(Gate.WINDOW));
    assertThat(gate.ask(wrote(null, "whatsapp-text", THURSDAY_NOON), WINDOWED, THURSDAY_NOON))
        .isInstanceOf(Verdict.Hold.class);
    assertThat(gate.ask(wrote(wrote, "whatsapp-template", THURSDAY_NOON), WINDOWED, THURSDAY_NOON))
        .isInstanceOfSatisfying(
            Verdict.Instead.class, other -> assertThat(other.delivery().windowOpen()).isFalse());
  }

  @Test
  void noPersonReleasesAMessageFromTheWindowOfTheProvider() {
    Delivery released = delivery("whatsapp:1", true, false, false, false, Map.of("released", true));
    assertThat(gate.ask(released, WINDOWED, THURSDAY_NOON)).isInstanceOf(Verdict.Hold.class);
  }

  @Test
  void aLateReplyGoesAsTheFallbackTemplateOfItsChannel() {
    ChannelRules fallback =
        new ChannelRules(null, ChannelRules.WHATSAPP_WINDOW, "resposta_pendente");
    assertThat(gate.ask(wrote(null, "whatsapp-text", THURSDAY_NOON), fallback, THURSDAY_NOON))
        .isInstanceOfSatisfying(
            Verdict.Instead.class,
            other -> {
              assertThat(other.delivery().kind()).isEqualTo("whatsapp-template");
              assertThat(other.delivery().payload())
                  .containsEntry("template", "resposta_pendente")
                  .containsEntry("values", Map.of("texto", "Olá"));
            });
  }

  @Test
  void aReplyThatNobodyWaitsForAnyMoreIsADeadLetter() {
    Instant daysAgo = THURSDAY_NOON.minus(Duration.ofDays(4));
    assertThat(gate.ask(wrote(null, "whatsapp-text", daysAgo), WINDOWED, THURSDAY_NOON))
        .isEqualTo(new Verdict.Refuse(Gate.WINDOW_EXPIRED));
  }

  private static Delivery wrote(@Nullable Instant wroteAt, String kind, Instant scheduledFor) {
    return new Delivery(
        1,
        UUID.randomUUID(),
        null,
        kind,
        "meta",
        "whatsapp:1",
        "5511987654321",
        Map.of("text", "Olá"),
        true,
        1,
        null,
        null,
        false,
        false,
        false,
        false,
        scheduledFor,
        wroteAt,
        null,
        true,
        null);
  }

  private static Delivery delivery(
      String conversation, boolean reply, boolean optedOut, boolean handedOver) {
    return delivery(conversation, reply, optedOut, handedOver, false, Map.of());
  }

  private static Delivery delivery(
      String conversation,
      boolean reply,
      boolean optedOut,
      boolean handedOver,
      boolean wrongNumber,
      Map<String, Object> payload) {
    return new Delivery(
        1,
        UUID.randomUUID(),
        null,
        "whatsapp-text",
        "waha",
        conversation,
        "5511987654321",
        payload,
        reply,
        1,
        null,
        null,
        optedOut,
        handedOver,
        wrongNumber,
        payload.containsKey("released"),
        THURSDAY_NOON,
        null,
        null,
        true,
        null);
  }
}
