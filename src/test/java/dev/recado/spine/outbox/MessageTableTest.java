package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.TestDatabase;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a customer was offered. */
class MessageTableTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");

  private final String conversation = "whatsapp:" + UUID.randomUUID();
  private final MessageTable table =
      new MessageTable(
          DATABASE.jdbc(),
          new ObjectMapper(),
          Clock.fixed(NOON.plus(Duration.ofMinutes(1)), ZoneOffset.UTC));

  private void sent(String kind, String channel, Instant at) {
    DATABASE
        .jdbc()
        .sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at, sent_at)
            values (?, ?, ?, ?, '5511987650001',
                    '{"text": "Confirma?", "choices": [{"id": "sim", "title": "Sim"}]}', 'SENT',
                    now(), now(), now(), ?)
            """)
        .params(UUID.randomUUID(), kind, channel, conversation, Timestamp.from(at))
        .update();
  }

  private boolean offered(String channel, Instant at) {
    return table.offered(conversation, channel, at).isPresent();
  }

  @Test
  void theLastMessageOfTheChannelOffers() {
    sent("whatsapp-buttons", "vendas", NOON);
    sent("whatsapp-text", "suporte", NOON.plusSeconds(1));
    assertThat(offered("vendas", NOON.plusSeconds(5))).isTrue();
    assertThat(offered("suporte", NOON.plusSeconds(5))).isFalse();
  }

  @Test
  void aTextInBetweenEndsTheOfferUnlessItCameAfterTheAnswer() {
    sent("whatsapp-list", "vendas", NOON);
    sent("whatsapp-text", "vendas", NOON.plusSeconds(10));
    assertThat(offered("vendas", NOON.plusSeconds(5))).isTrue();
    assertThat(offered("vendas", NOON.plusSeconds(15))).isFalse();
  }

  @Test
  void clocksThatDifferHideNoOffer() {
    sent("whatsapp-buttons", "vendas", NOON);
    assertThat(offered("vendas", NOON.minusSeconds(3))).isTrue();
  }

  @Test
  void afterADayTheNumberMeansSomethingElse() {
    sent("whatsapp-buttons", "vendas", NOON.minus(Duration.ofDays(2)));
    assertThat(offered("vendas", NOON)).isFalse();
  }
}
