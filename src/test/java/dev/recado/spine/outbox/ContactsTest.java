package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.outbox.OutboxTable.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ContactsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String WITH_NINE = "5511987654321";
  private static final String WITHOUT_NINE = "551187654321";
  private static final Contacts.Consent SAID =
      new Contacts.Consent("whatsapp", "SAIR", new UUID(1, 2));

  private final SettableClock clock = new SettableClock(NOON);
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Contacts contacts = new Contacts(jdbc, clock);
  private final OutboxTable outbox =
      new OutboxTable(
          jdbc,
          new ObjectMapper(),
          clock,
          new Instance(UUID.randomUUID(), false),
          ZoneOffset.UTC,
          TestChannels.ofProviders("waha"));

  @BeforeEach
  void empty() {
    jdbc.sql("truncate outbox, contact, contact_channel, consent, wrong_number").update();
  }

  @Test
  void messagesToAnUnknownPersonAreAllowed() {
    assertThat(contacts.of(WITH_NINE)).isEqualTo(Contacts.Standing.NONE);
  }

  @Test
  void anOptOutHoldsForBothFormsOfANumber() {
    contacts.optOut(WITHOUT_NINE, "SAIR", SAID);
    assertThat(contacts.of(WITH_NINE).optedOutAt()).isEqualTo(NOON);
    contacts.optIn(WITH_NINE, SAID);
    assertThat(contacts.of(WITHOUT_NINE)).isEqualTo(Contacts.Standing.NONE);
  }

  @Test
  void aRepeatedOptOutKeepsItsDate() {
    contacts.optOut(WITH_NINE, "SAIR", SAID);
    clock.tick(Duration.ofDays(1));
    contacts.optOut(WITH_NINE, null, SAID);
    assertThat(contacts.of(WITH_NINE).optedOutAt()).isEqualTo(NOON);
    assertThat(contacts.of(WITH_NINE).optOutReason()).isEqualTo("SAIR");
  }

  @Test
  void theWordsOfARefusalAreKeptAsProof() {
    contacts.optOut(WITH_NINE, null, SAID);
    contacts.optIn(WITHOUT_NINE, SAID);
    assertThat(
            jdbc.sql("select what || ' ' || channel || ' ' || words from consent order by id")
                .query(String.class)
                .list())
        .containsExactly("OPT_OUT whatsapp SAIR", "OPT_IN whatsapp SAIR");
  }

  @Test
  void aWrongNumberStopsMessagesAboutItsClientOnly() {
    outbox.add(List.of(about("odoo:7")));
    contacts.wrongPerson(WITH_NINE, SAID);
    jdbc.sql("truncate outbox").update();
    outbox.add(List.of(about("odoo:7")));
    assertThat(claimed().wrongNumber()).isTrue();
    outbox.add(List.of(about("odoo:8")));
    assertThat(claimed().wrongNumber()).isFalse();
    outbox.add(List.of(about(null)));
    assertThat(claimed().wrongNumber()).isFalse();
  }

  @Test
  void aWrongNumberWithoutAClientGetsOnlyReplies() {
    contacts.wrongPerson(WITH_NINE, SAID);
    outbox.add(List.of(about("odoo:8")));
    assertThat(claimed().wrongNumber()).isTrue();
  }

  private Delivery claimed() {
    Delivery delivery = outbox.claim("waha", 1, List.of()).get(0);
    jdbc.sql("truncate outbox").update();
    return delivery;
  }

  @Test
  void aClaimedMessageKnowsThatAPersonHasTakenOver() {
    outbox.add(List.of(message()));
    contacts.handOver(WITH_NINE, "Ana", null);
    assertThat(claim()).singleElement().matches(Delivery::handedOver);
  }

  @Test
  void givingTheConversationBackMakesWaitingMessagesDue() {
    outbox.add(List.of(message()));
    contacts.handOver(WITH_NINE, "Ana", null);
    hold(Gate.HANDED_OVER);
    assertThat(claim()).isEmpty();

    contacts.handBack(WITHOUT_NINE);
    assertThat(claim()).hasSize(1);
    assertThat(contacts.of(WITH_NINE)).isEqualTo(Contacts.Standing.NONE);
  }

  @Test
  void givingTheConversationBackDoesNotEndTheQuietHours() {
    outbox.add(List.of(message()));
    contacts.handOver(WITH_NINE, "Ana", null);
    hold(Gate.QUIET);

    contacts.handBack(WITH_NINE);
    assertThat(claim()).isEmpty();
  }

  private void hold(String reason) {
    long seq = claim().get(0).seq();
    outbox.release(List.of(new Release(seq, MessageState.HELD, NOON.plusSeconds(900), reason)));
  }

  private List<Delivery> claim() {
    return outbox.claim("waha", 10, List.of());
  }

  private static OutboxMessage message() {
    return about(null);
  }

  private static OutboxMessage about(@Nullable String client) {
    return new OutboxMessage(
        UUID.randomUUID(),
        null,
        "whatsapp-text",
        "waha",
        "whatsapp:" + WITHOUT_NINE,
        WITH_NINE,
        Map.of("text", "Olá"),
        null,
        client,
        false,
        0,
        NOON);
  }
}
