package dev.recado.sales.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.outbox.Outcome;
import dev.recado.spine.outbox.TestMessages;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class CrmConnectorTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final CamelContext CAMEL = new DefaultCamelContext();
  private static final String LEAD = "recado.lead_1";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T15:00:00Z"));
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Notes notes = new Notes();
  private final CrmConnector connector =
      new CrmConnector(notes, new SentAnswers(TestMessages.on(jdbc), clock));

  /** A CRM that records its notes. */
  private static final class Notes implements Crm {

    private final List<String> told = new ArrayList<>();

    private Outcome keep(String what) {
      told.add(what);
      return new Outcome.Done(what, null);
    }

    @Override
    public Outcome lead(LeadFacts facts) {
      return keep("lead " + facts.externalId());
    }

    @Override
    public Outcome note(CrmEntry entry, String text) {
      return keep(text);
    }

    @Override
    public Outcome update(CrmEntry entry) {
      return keep("update " + entry.responsible());
    }

    @Override
    public Outcome task(CrmEntry entry) {
      throw new TryLaterException("O CRM não responde", null);
    }
  }

  private Outcome send(String kind, Map<String, Object> payload) {
    Exchange exchange = new DefaultExchange(CAMEL);
    exchange.setVariable("kind", kind);
    exchange.getMessage().setBody(payload);
    connector.send(exchange);
    return List.of(exchange.getVariable("outcome", Outcome.class)).get(0);
  }

  private Map<String, Object> noteOn(UUID message) {
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("externalId", "recado.note_1");
    note.put("text", "Cliente: oi");
    note.put("answers", List.of(Map.of("id", message.toString(), "text", "Olá!")));
    return note;
  }

  private UUID message(String state, @Nullable String reason) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, reason, created_at)
            values (:id, 'whatsapp-text', 'waha', 'whatsapp:1', '1', '{}', :state,
                    :now, :now, :reason, :now)
            """)
        .param("id", id)
        .param("state", state)
        .param("reason", reason)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    return id;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SENT | | Recado: Olá!",
        "DELIVERED | | Recado: Olá!",
        "READ | | Recado: Olá!",
        "CANCELLED | HAND_OVER: uma pessoa assumiu a conversa"
            + " | Recado (não enviada: uma pessoa assumiu a conversa): Olá!",
        "DEAD | | Recado (não enviada: sem motivo): Olá!",
        "UNKNOWN | | Recado (envio sem confirmação): Olá!",
      })
  void aNoteTellsTheResultOfItsAnswer(String state, @Nullable String reason, String line) {
    send("crm-note", noteOn(message(state, reason)));
    assertThat(notes.told).containsExactly("Cliente: oi\n" + line);
  }

  @ParameterizedTest
  @CsvSource({"QUEUED", "SENDING", "RETRY", "HELD"})
  void aNoteWaitsForItsAnswerButNotForEver(String state) {
    Map<String, Object> note = noteOn(message(state, null));
    assertThat(send("crm-note", note)).isInstanceOf(Outcome.NotYet.class);
    assertThat(notes.told).isEmpty();

    clock.tick(Duration.ofMinutes(10));
    send("crm-note", note);
    assertThat(notes.told).containsExactly("Cliente: oi\nRecado (a caminho): Olá!");
  }

  @Test
  void anUnknownAnswerIsNotedAsUnknown() {
    send("crm-note", noteOn(UUID.randomUUID()));
    assertThat(notes.told).containsExactly("Cliente: oi\nRecado (sem registro de envio): Olá!");
  }

  @Test
  void eachKindCallsItsOwnMethod() {
    send("crm-lead", Map.of("externalId", LEAD));
    send("crm-lead-update", Map.of("externalId", LEAD, "responsible", 7));
    assertThat(notes.told).containsExactly("lead " + LEAD, "update 7");
    assertThat(send("crm-task", Map.of("externalId", LEAD)))
        .isEqualTo(new Outcome.Retry("O CRM não responde", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crm-note | text |  | A nota está vazia",
        "crm-note | x | y | A nota está vazia",
        "crm-lead-update | price | muito | 'muito' não é um valor",
        "crm-task | until | amanhã | 'amanhã' não é um prazo",
        "crm-party | x | y | 'crm-party'"
      })
  void anImpossibleEntryIsRefusedWithASentence(
      String kind, String field, @Nullable String value, String reason) {
    Map<String, Object> payload = Map.of("externalId", LEAD, field, value == null ? "" : value);
    assertThat(send(kind, payload))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).contains(reason));
    assertThat(send(kind, Map.of())).isInstanceOf(Outcome.Refused.class);
  }
}
