package dev.recado.sales.proactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.recado.SettableClock;
import dev.recado.Shapes;
import dev.recado.TestDatabase;
import dev.recado.chat.conversation.TestCustomerMessages;
import dev.recado.spine.camel.Shape;
import dev.recado.spine.outbox.TestMessages;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AcquaintanceTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final SettableClock clock = new SettableClock(NOON);
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final ProactiveConversations openings = mock(ProactiveConversations.class);
  private final Acquaintance acquaintance =
      new Acquaintance(
          TestMessages.on(jdbc),
          TestCustomerMessages.on(jdbc),
          openings,
          Duration.ofDays(7),
          clock);

  @BeforeEach
  void empty() {
    jdbc.sql("truncate conversation, outbox cascade").update();
  }

  @Test
  void anUnknownPersonIsNotKnown() {
    assertThat(acquaintance.known("(11) 98765-4321")).isEmpty();
    assertThat(acquaintance.known(null)).isEmpty();
  }

  @Test
  void theMapHasTheFieldsOfTheKamelet() {
    Shape shape = Shapes.of("acquaintance-action", Map.of());
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable("acquaintancePhone", "(11) 98765-4321");
    acquaintance.set(exchange);
    Map<?, ?> map = exchange.getVariable("acquaintance", Map.class);
    assertThat(map.keySet()).isEqualTo(shape.fields().orElseThrow());
    assertThat(shape.misfit(map)).isEmpty();
  }

  @Test
  void aLeadThatTheHubCreatedIsKnown() {
    jdbc.sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at)
            values (gen_random_uuid(), 'crm-lead', 'crm', 'crm:whatsapp:551187654321', 'crm', '{}',
                    'SENT', :at, :at, :at)
            """)
        .param("at", Timestamp.from(NOON))
        .update();
    assertThat(acquaintance.known("(11) 98765-4321")).contains(Acquaintance.OURS);
    assertThat(acquaintance.known("1187654321")).contains(Acquaintance.OURS);
    assertThat(acquaintance.known("(21) 97654-0001")).isEmpty();

    clock.tick(Duration.ofDays(8));
    assertThat(acquaintance.known("(11) 98765-4321")).isEmpty();
  }

  @Test
  void aContactInConversationIsKnown() {
    jdbc.sql(
            """
            with c as (
              insert into conversation (key, channel, started_at, last_message_at)
              values ('whatsapp:551187654321', 'whatsapp', :at, :at) returning key)
            insert into chat_message (id, conversation, author, kind, sent_at, received_at)
            select gen_random_uuid(), key, 'CUSTOMER', 'text', :at, :at from c
            """)
        .param("at", Timestamp.from(NOON))
        .update();
    assertThat(acquaintance.known("5511987654321")).contains(Acquaintance.TALKING);
  }
}
