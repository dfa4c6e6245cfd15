package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.StubOdoo;
import dev.recado.sales.crm.CrmConnector;
import dev.recado.sales.crm.CrmEntry;
import dev.recado.sales.crm.LeadFacts;
import dev.recado.spine.outbox.Outcome;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OdooLeadsTest {

  private static final String PHONE = "5511987654321";

  private StubOdoo stub = new StubOdoo(17);
  private OdooLeads leads = new OdooLeads(TestOdoo.of(stub, 17));

  private void on(int version) {
    stub.close();
    stub = new StubOdoo(version);
    leads = new OdooLeads(TestOdoo.of(stub, version));
  }

  @AfterEach
  void close() {
    stub.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aNewContactIsAnUnassignedLeadWithItsSource(int version) {
    on(version);
    assertThat(send(lead("recado.lead_1"))).isEqualTo(done(1));

    assertThat(stub.leads())
        .singleElement()
        .satisfies(
            lead ->
                assertThat(lead)
                    .containsEntry("name", "Maria - Trabalhista")
                    .containsEntry("contact_name", "Maria")
                    .containsEntry("phone", "+" + PHONE)
                    .containsEntry("email_from", "maria@example.com")
                    .containsEntry("user_id", false)
                    .containsEntry("partner_id", false)
                    .containsEntry("source_id", 1));
    assertThat(stub.all("utm.source")).singleElement().asString().contains("name=WhatsApp");
    assertThat(stub.notes()).isEmpty();
  }

  @Test
  void theCustomersTextIsEscapedAndKeepsItsLines() {
    Map<String, Object> lead = lead("recado.lead_1");
    lead.put("description", "Fui demitida <ontem> & sem aviso\nPode ligar?");

    send(lead);

    assertThat(stub.leads().get(0).get("description"))
        .asString()
        .startsWith("<p>")
        .endsWith("Fui demitida &lt;ontem&gt; &amp; sem aviso<br>Pode ligar?</p>");
  }

  @Test
  void theSameExternalIdTwiceIsOneLeadWithoutANote() {
    send(lead("recado.lead_1"));
    assertThat(send(lead("recado.lead_1"))).isEqualTo(done(1));
    assertThat(stub.leads()).hasSize(1);
    assertThat(stub.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aReplayLeavesTheSellersWorkAlone(int version) {
    on(version);
    send(lead("recado.lead_1"));
    stub.change("crm.lead", 1, "user_id", 2);
    stub.change("crm.lead", 1, "stage_id", 2);

    // The lead is won and so not open, but its external id is known.
    assertThat(send(lead("recado.lead_1"))).isEqualTo(done(1));

    assertThat(stub.leads()).singleElement().asString().contains("user_id=2", "stage_id=2");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aCreationWithALostAnswerIsRepeatedAndMakesOneLead(int version) {
    on(version);
    stub.loseAnswerOf("utm.source/load");
    assertThat(send(lead("recado.lead_1"))).isInstanceOf(Outcome.Retry.class);
    stub.loseAnswerOf("crm.lead/load");
    assertThat(send(lead("recado.lead_1"))).isInstanceOf(Outcome.Retry.class);
    assertThat(send(lead("recado.lead_1"))).isEqualTo(done(1));

    assertThat(stub.leads()).hasSize(1);
    assertThat(stub.all("utm.source")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aCustomerWithAnOpenLeadGetsANoteAndNotASecondLead(int version) {
    on(version);
    // As a seller typed it: without the country and without the ninth digit.
    long open = stub.lead("Maria do telefone", "(11) 8765-4321");

    assertThat(send(lead("recado.lead_1"))).isEqualTo(done(open));

    assertThat(stub.leads()).hasSize(1);
    assertThat(stub.notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.lead()).isEqualTo(open);
              assertThat(note.body())
                  .contains("Novo contato (WhatsApp)", "Trabalhista", "maria@example.com");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aNoteWhoseAnswerWasLostIsNotWrittenTwice(int version) {
    on(version);
    long open = stub.lead("Maria", "+" + PHONE);
    stub.loseAnswerOf("crm.lead/message_post");

    assertThat(send(lead("recado.lead_1"))).isInstanceOf(Outcome.Retry.class);
    assertThat(send(lead("recado.lead_1"))).isEqualTo(done(open));
    assertThat(stub.notes()).hasSize(1);

    assertThat(send(lead("recado.lead_2"))).isEqualTo(done(open));
    assertThat(stub.notes()).hasSize(2);
  }

  @Test
  void aWonOrLostLeadIsNotOpen() {
    stub.change("crm.lead", stub.lead("Maria", "+" + PHONE), "stage_id", 2);
    stub.change("crm.lead", stub.lead("Maria", "+" + PHONE), "active", false);

    assertThat(send(lead("recado.lead_1"))).isEqualTo(done(3));
    assertThat(stub.notes()).isEmpty();
  }

  @Test
  void theSameLastDigitsWithAnotherAreaCodeAreAnotherPerson() {
    stub.lead("João de outro estado", "(21) 98765-4321");
    stub.partner("João de outro estado", "(21) 98765-4321", null);

    assertThat(send(lead("recado.lead_1"))).isEqualTo(done(2));

    assertThat(stub.leads().get(1)).containsEntry("partner_id", false);
    assertThat(stub.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aKnownContactIsLinkedAndKeepsItsOwnPhoneAndEmail(int version) {
    on(version);
    long maria = stub.partner("Maria Silva", "+55 11 98765 4321", null);
    stub.change("res.partner", maria, "email", "silva@example.com");

    send(lead("recado.lead_1"));

    assertThat(stub.leads())
        .singleElement()
        .satisfies(
            lead ->
                assertThat(lead)
                    .containsEntry("partner_id", (int) maria)
                    .containsEntry("email_from", "silva@example.com"));
    assertThat(stub.leads().get(0).get("description")).asString().contains("maria@example.com");
    assertThat(stub.all("res.partner").get(1))
        .containsEntry("phone", "+55 11 98765 4321")
        .containsEntry("email", "silva@example.com");
  }

  @Test
  void aContactFoundByMobileKeepsItsLandline() {
    long maria = stub.partner("Maria Silva", "+55 11 3333-4444", "+55 11 98765-4321");

    send(lead("recado.lead_1"));

    assertThat(stub.leads().get(0)).containsEntry("partner_id", (int) maria);
    assertThat(stub.all("res.partner").get(1)).containsEntry("phone", "+55 11 3333-4444");
  }

  @Test
  void anExistingSourceIsFoundInAnyCase() {
    stub.source("WhatsApp do Centro");
    long whatsapp = stub.source("whatsapp");

    send(lead("recado.lead_1"));

    assertThat(stub.leads().get(0)).containsEntry("source_id", (int) whatsapp);
    assertThat(stub.all("utm.source")).hasSize(2);
  }

  @Test
  void theSourceIsSearchedOnce() {
    send(lead("recado.lead_1"));
    Map<String, Object> other = lead("recado.lead_2");
    other.put("phone", "5521976540001");
    send(other);

    assertThat(stub.leads()).hasSize(2);
    assertThat(stub.calls()).filteredOn("utm.source/search_read"::equals).hasSize(1);
  }

  @Test
  void aNameAloneIsEnough() {
    Outcome outcome = send(Map.of("externalId", "recado.lead_1", "name", "Maria"));
    assertThat(outcome).isEqualTo(done(1));
    assertThat(stub.leads().get(0)).containsEntry("name", "Maria").containsEntry("phone", false);
  }

  @Test
  void aLeadWithoutAnExternalIdIsRefusedWithoutACall() {
    assertThat(send(Map.of("name", "Maria")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).contains("externalId"));
    assertThat(stub.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19})
  void aDatabaseConflictIsTriedLaterAndARefusalIsNot(int version) {
    on(version);
    stub.failOnce(
        "crm.lead/load", "psycopg2.errors.SerializationFailure", "could not serialize access");
    assertThat(send(lead("recado.lead_1"))).isInstanceOf(Outcome.Retry.class);

    stub.failOnce("crm.lead/load", "odoo.exceptions.UserError", "Sem crédito.");
    assertThat(send(lead("recado.lead_1")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo("O Odoo recusa load em crm.lead: Sem crédito."));
  }

  @Test
  void theNextLeadSearchesADeletedSourceAgain() {
    send(lead("recado.lead_1"));
    stub.delete("utm.source", 1);
    Map<String, Object> other = lead("recado.lead_2");
    other.put("phone", "5521976540001");

    assertThat(send(other))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("O Odoo recusa o campo 'source_id'"));
    assertThat(send(other)).isEqualTo(done(2));
  }

  @Test
  void anOdooThatIsAwayIsTriedLater() {
    stub.close();
    assertThat(send(lead("recado.lead_1")))
        .isInstanceOfSatisfying(
            Outcome.Retry.class,
            retry -> assertThat(retry.reason()).contains("O Odoo não responde"));
  }

  private static Map<String, Object> lead(String externalId) {
    return new HashMap<>(
        Map.of(
            "externalId", externalId,
            "name", "Maria",
            "phone", PHONE,
            "email", "maria@example.com",
            "area", "Trabalhista",
            "description", "Quer falar hoje"));
  }

  private static Outcome done(long id) {
    return new Outcome.Done("crm.lead:" + id, null);
  }

  @Test
  void aHubUserWithoutEmailCanWriteNotes() {
    long lead = stub.lead("Aberto", "+" + PHONE);
    stub.hubUserHasNoEmail();

    assertThat(leads.note(entry("recado.note_1", "phone", PHONE), "Cliente: oi"))
        .isEqualTo(done(lead));

    assertThat(stub.notes())
        .singleElement()
        .satisfies(note -> assertThat(note.lead()).isEqualTo(lead));
  }

  @Test
  void aNoteRefusedForAnotherReasonReportsThatReason() {
    stub.lead("Aberto", "+" + PHONE);
    stub.failOnce("crm.lead/message_post", "odoo.exceptions.UserError", "Closed for inventory");
    stub.failOnce("crm.lead/message_post", "odoo.exceptions.UserError", "Something else");

    assertThatThrownBy(() -> leads.note(entry("recado.note_1", "phone", PHONE), "Cliente: oi"))
        .hasMessageContaining("Closed for inventory");
  }

  @Test
  void aNoteAndATaskAreWrittenOnceUnderTheOpenLead() {
    long lead = stub.lead("Maria", "(11) 98765-4321");
    CrmEntry note = entry("recado.note_1", "phone", PHONE);
    leads.note(note, "Cliente: oi\nRecado: Olá!");
    assertThat(leads.note(note, "Cliente: oi\nRecado: Olá!")).isEqualTo(done(lead));
    leads.task(
        entry(
            "recado.task_1", "lead", "" + lead, "text", "Ligar", "until", "2026-12-01T12:00:00Z"));
    assertThat(stub.notes())
        .extracting(StubOdoo.Note::body)
        .satisfiesExactly(
            body -> assertThat(body).contains("Cliente: oi · Recado: Olá! [recado.note_1]"),
            body -> assertThat(body).contains("Tarefa até 2026-12-01T12:00:00Z: Ligar"));
  }

  @Test
  void aLeadIsChangedByTheIdsOfOdoo() {
    stub.lead("Maria", "(11) 98765-4321");
    leads.update(entry("u1", "phone", PHONE, "responsible", "6", "status", "2"));
    assertThat(stub.leads().get(0)).containsEntry("user_id", 6).containsEntry("stage_id", 2);
  }

  @Test
  void anEntryWithoutALeadIsRefusedWithAReason() {
    CrmEntry note = entry("recado.note_1", "phone", PHONE);
    assertThat(CrmConnector.outcome(() -> leads.note(note, "Cliente: oi")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("não tem lead aberto"));
  }

  private static CrmEntry entry(String externalId, String... more) {
    Map<String, Object> payload = new HashMap<>(Map.of("externalId", externalId));
    for (int i = 0; i < more.length; i += 2) {
      payload.put(more[i], more[i + 1]);
    }
    return CrmEntry.of(payload);
  }

  private Outcome send(Map<String, Object> payload) {
    return CrmConnector.outcome(() -> leads.lead(LeadFacts.of(payload)));
  }
}
