package dev.recado.sales.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.outbox.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LocalLeadsTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5511987654321";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T15:00:00Z"));
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final LocalLeads leads = new LocalLeads(jdbc, DATABASE.transaction(), clock);

  @BeforeEach
  void empty() {
    jdbc.sql("truncate lead restart identity").update();
  }

  @Test
  void aNewContactIsARow() {
    assertThat(save(lead("recado.lead_1", PHONE))).isEqualTo(new Outcome.Done("lead:1", null));

    assertThat(jdbc.sql("select * from lead").query().singleRow())
        .containsEntry("external_id", "recado.lead_1")
        .containsEntry("title", "Maria - Trabalhista")
        .containsEntry("phone", PHONE)
        .containsEntry("match_key", "551187654321")
        .containsEntry("source", "WhatsApp")
        .containsEntry("description", "Quer falar hoje")
        .containsEntry("state", "NEW");
  }

  @Test
  void theSameExternalIdTwiceIsOneUnchangedRow() {
    save(lead("recado.lead_1", PHONE));
    assertThat(save(lead("recado.lead_1", PHONE))).isEqualTo(new Outcome.Done("lead:1", null));
    assertThat(descriptions()).containsExactly("Quer falar hoje");
  }

  @Test
  void laterFactsAreAddedOnceToTheOpenLead() {
    save(lead("recado.lead_1", PHONE));
    clock.tick(Duration.ofHours(1));
    Map<String, Object> later = lead("recado.lead_2", "551187654321");
    later.put("description", "Mudou de ideia");

    save(later);
    assertThat(save(later)).isEqualTo(new Outcome.Done("lead:1", null));

    assertThat(descriptions())
        .singleElement()
        .asString()
        .startsWith("Quer falar hoje\n\n")
        .contains("Área de interesse: Trabalhista\nMudou de ideia\n[recado.lead_2]")
        .containsOnlyOnce("[recado.lead_2]");
    assertThat(jdbc.sql("select updated_at > created_at from lead").query(Boolean.class).single())
        .isTrue();
  }

  @Test
  void anExternalIdThatContainsAnotherIsNotTheSame() {
    save(lead("recado.lead_1", PHONE));
    save(lead("recado.lead_22", PHONE));
    save(lead("recado.lead_2", PHONE));
    assertThat(descriptions()).singleElement().asString().contains("[recado.lead_2]");
  }

  @Test
  void aClosedLeadStaysUnchangedAndAReplayFindsIt() {
    save(lead("recado.lead_1", PHONE));
    save(lead("recado.lead_2", PHONE));
    jdbc.sql("update lead set state = 'WON'").update();

    assertThat(save(lead("recado.lead_2", PHONE))).isEqualTo(new Outcome.Done("lead:1", null));
    assertThat(save(lead("recado.lead_3", PHONE))).isEqualTo(new Outcome.Done("lead:2", null));
  }

  @Test
  void anotherAreaCodeOrAMissingPhoneIsAnotherPerson() {
    save(lead("recado.lead_1", PHONE));
    save(lead("recado.lead_2", "5521987654321"));
    save(Map.of("externalId", "recado.lead_3"));
    save(Map.of("externalId", "recado.lead_4", "phone", "sem telefone"));
    assertThat(descriptions()).hasSize(4);
  }

  @Test
  void twoConcurrentLeadsOfOnePersonAreOneRow() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Outcome>> saves = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String id = "recado.lead_" + i;
      saves.add(() -> save(lead(id, PHONE)));
    }
    threads.invokeAll(saves).forEach(done -> assertThat(done).isDone());
    threads.shutdown();

    assertThat(descriptions()).singleElement().asString().hasLineCount(1 + 15 * 6);
  }

  @Test
  void aLeadWithoutAnExternalIdIsRefused() {
    assertThat(save(Map.of("name", "Maria")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).contains("externalId"));
  }

  private static Map<String, Object> lead(String externalId, String phone) {
    return new HashMap<>(
        Map.of(
            "externalId", externalId,
            "name", "Maria",
            "phone", phone,
            "area", "Trabalhista",
            "description", "Quer falar hoje"));
  }

  @Test
  void aNoteAndATaskAreAddedOnceToTheOpenLead() {
    save(lead("recado.lead_1", PHONE));
    CrmEntry note = entry("recado.note_1", "phone", "551187654321");
    CrmEntry task =
        entry("recado.task_1", "lead", "1", "text", "Ligar", "until", "2026-12-01T12:00:00Z");
    leads.note(note, "Cliente: oi");
    assertThat(leads.note(note, "Cliente: oi")).isEqualTo(new Outcome.Done("lead:1", null));
    leads.task(task);
    assertThat(descriptions().get(0))
        .isEqualTo(
            """
            Quer falar hoje

            Cliente: oi
            [recado.note_1]

            Tarefa até 2026-12-01T12:00:00Z: Ligar
            [recado.task_1]""");
  }

  @Test
  void aLeadIsWonOrLostAndUnknownFieldsAreNoFailure() {
    save(lead("recado.lead_1", PHONE));
    assertThat(leads.update(entry("u1", "phone", PHONE, "responsible", "7")))
        .isEqualTo(new Outcome.Done(null, null));
    leads.update(entry("u2", "phone", PHONE, "status", "won"));
    assertThat(jdbc.sql("select state from lead").query(String.class).single()).isEqualTo("WON");
    assertThat(leads.note(entry("n1", "phone", PHONE), "Cliente: oi"))
        .isEqualTo(new Outcome.Done(null, null));
    assertThat(descriptions()).containsExactly("Quer falar hoje");
  }

  private static CrmEntry entry(String externalId, String... more) {
    Map<String, Object> payload = new HashMap<>(Map.of("externalId", externalId));
    for (int i = 0; i < more.length; i += 2) {
      payload.put(more[i], more[i + 1]);
    }
    return CrmEntry.of(payload);
  }

  private Outcome save(Map<String, Object> payload) {
    return CrmConnector.outcome(() -> leads.lead(LeadFacts.of(payload)));
  }

  private List<String> descriptions() {
    return jdbc.sql("select coalesce(description, '') from lead order by id")
        .query(String.class)
        .list();
  }
}
