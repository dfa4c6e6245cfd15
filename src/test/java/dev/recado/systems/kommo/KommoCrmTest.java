package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.recado.StubKommo;
import dev.recado.StubKommo.Mood;
import dev.recado.TestDatabase;
import dev.recado.sales.crm.CrmConnector;
import dev.recado.sales.crm.CrmEntry;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.LeadFacts;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.sales.seller.WorkingHours;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.outbox.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KommoCrmTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5521976540001";
  private static final String CONVERSATION = "whatsapp:552176540001";

  private final StubKommo stub = new StubKommo();
  private final TestKommo hub = TestKommo.longLived(stub, DATABASE);
  private final MemoryLinks links = new MemoryLinks();
  private final Sellers sellers = mock(Sellers.class);
  private final KommoWrites writes = new KommoWrites(DATABASE.jdbc(), hub.clock);
  private final KommoOwners owners =
      new KommoOwners(Set.of("10175498"), hub.tokens, writes, sellers);
  private final KommoCrm crm = new KommoCrm(hub.kommo, writes, links, owners);

  /** Links in memory; the table has its own tests. */
  private static final class MemoryLinks implements CrmLinks {

    private final Map<String, Link> all = new HashMap<>();

    @Override
    public Optional<Link> of(String conversation) {
      return Optional.ofNullable(all.get(conversation));
    }

    @Override
    public Optional<Link> byContact(String contact) {
      return all.values().stream().filter(link -> contact.equals(link.contact())).findFirst();
    }

    @Override
    public Optional<Link> byLead(String lead) {
      return all.values().stream().filter(link -> lead.equals(link.lead())).findFirst();
    }

    @Override
    public void learn(String conversation, @Nullable String contact, @Nullable String lead) {
      Link old = all.getOrDefault(conversation, new Link(conversation, null, null));
      all.put(
          conversation,
          new Link(
              conversation,
              contact == null ? old.contact() : contact,
              lead == null ? old.lead() : lead));
    }

    @Override
    public void talks(String contact, String talk) {
      throw new UnsupportedOperationException("Nothing is written to a talk");
    }

    @Override
    public void forgetLead(String lead) {
      all.replaceAll(
          (conversation, link) ->
              lead.equals(link.lead()) ? new Link(conversation, link.contact(), null) : link);
    }
  }

  @BeforeEach
  void empty() {
    DATABASE.jdbc().sql("truncate kommo_write").update();
    // Kommo stamps with the hub's clock; otherwise the hub would not find its own records again.
    hub.clock.tick(java.time.Duration.between(hub.clock.instant(), java.time.Instant.now()));
  }

  @AfterEach
  void close() {
    stub.close();
    DATABASE.jdbc().sql("update kommo_pace set next_at = '2000-01-01'").update();
  }

  private void customer(long contact, long lead) {
    stub.addLead(lead, "Lead", 10175514L);
    stub.addContact(contact, "Maria Silva", "+55 (21) 97654-0001", lead);
  }

  private Outcome lead(String externalId, String... more) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("externalId", externalId);
    payload.put("name", "Maria da Silva");
    payload.put("phone", PHONE);
    payload.put("area", "Trabalhista");
    put(payload, more);
    return CrmConnector.outcome(() -> crm.lead(LeadFacts.of(payload)));
  }

  private static void put(Map<String, Object> payload, String... more) {
    for (int i = 0; i < more.length; i += 2) {
      payload.put(more[i], more[i + 1]);
    }
  }

  private static CrmEntry entry(String externalId, String... more) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("externalId", externalId);
    payload.put("phone", PHONE);
    payload.put("conversation", CONVERSATION);
    put(payload, more);
    return CrmEntry.of(payload);
  }

  private Outcome note(CrmEntry entry, String text) {
    return CrmConnector.outcome(() -> crm.note(entry, text));
  }

  private Outcome update(CrmEntry entry) {
    return CrmConnector.outcome(() -> crm.update(entry));
  }

  private Outcome task(CrmEntry entry) {
    return CrmConnector.outcome(() -> crm.task(entry));
  }

  private static String id(Outcome outcome) {
    return outcome instanceof Outcome.Done done ? String.valueOf(done.providerId()) : "" + outcome;
  }

  private List<String> posts() {
    return stub.calls().stream().filter(call -> !call.startsWith("GET ")).toList();
  }

  @Test
  void aStrangerBecomesALeadWithContactTagsAndFacts() {
    Outcome outcome = lead("recado.lead_1", "email", "maria@example.com");

    StubKommo.Lead made = stub.leads().get(0);
    assertThat(id(outcome)).isEqualTo("lead:" + made.id());
    assertThat(made.name()).isEqualTo("Maria da Silva - Trabalhista");
    assertThat(made.tags()).containsExactly("WhatsApp", "Trabalhista");
    assertThat(stub.notes(made.id()))
        .singleElement()
        .asString()
        .startsWith("Novo contato (WhatsApp)\nNome: Maria da Silva\nTelefone: +" + PHONE);
    assertThat(hub.kommo.contactsByPhone(PHONE))
        .singleElement()
        .satisfies(
            contact -> {
              assertThat(contact.name()).isEqualTo("Maria da Silva");
              assertThat(contact.email()).isEqualTo("maria@example.com");
            });
    assertThat(links.of(CONVERSATION).map(CrmLinks.Link::lead)).contains("" + made.id());
  }

  @Test
  void theFirstUserOfANewLeadCountsAsNotChosenAndIsReplacedOnce() {
    known("10175514");
    stub.tokenUser(10175514L);
    long made = Long.parseLong(id(lead("recado.lead_1")).substring("lead:".length()));
    assertThat(responsible(made)).isEqualTo(10175514L);
    assertThat(hub.kommo.lead("" + made).flatMap(owners::chosen)).isEmpty();

    update(entry("recado.lead-update_1", "responsible", "502", "unlessChosen", "true"));
    assertThat(responsible(made)).isEqualTo(502L);

    known("502");
    update(entry("recado.lead-update_2", "responsible", "503", "unlessChosen", "true"));
    assertThat(responsible(made)).as("from then on the user counts as chosen").isEqualTo(502L);
  }

  @Test
  void aUserChosenByAPersonStaysAndTheRestIsChanged() {
    customer(93589657, 28455849);
    known("10175514");

    Outcome outcome =
        update(
            entry(
                "recado.lead-update_1",
                "responsible",
                "502",
                "unlessChosen",
                "true",
                "status",
                "57429974"));
    assertThat(id(outcome)).isEqualTo("lead:28455849");
    assertThat(responsible(28455849)).isEqualTo(10175514L);
    assertThat(stub.leads().get(0).status()).isEqualTo(57429974);

    int before = posts().size();
    update(entry("recado.lead-update_2", "responsible", "502", "unlessChosen", "true"));
    assertThat(posts()).as("nothing is left to change").hasSize(before);
  }

  @Test
  void anUnconditionalChangeOfAFlowReplacesAChosenUser() {
    customer(93589657, 28455849);
    known("10175514");

    update(entry("recado.lead-update_1", "responsible", "502"));
    assertThat(responsible(28455849)).isEqualTo(502L);
  }

  @Test
  void aUserWhoIsNoActiveSellerOrCountsAsNobodyIsReplaced() {
    customer(93589657, 28455849);
    update(entry("recado.lead-update_1", "responsible", "10175498", "unlessChosen", "true"));
    assertThat(responsible(28455849)).as("nobody here knows 10175514").isEqualTo(10175498L);

    known("10175498");
    update(entry("recado.lead-update_2", "responsible", "502", "unlessChosen", "true"));
    assertThat(responsible(28455849)).as("10175498 counts as nobody").isEqualTo(502L);
  }

  private void known(String user) {
    when(sellers.byExternalId("kommo", user))
        .thenReturn(
            Optional.of(
                new Seller(
                    7, "Ana", null, null, List.of(), "kommo", user, true, WorkingHours.USUAL)));
  }

  private @Nullable Long responsible(long lead) {
    return stub.leads().stream()
        .filter(one -> one.id() == lead)
        .findFirst()
        .map(StubKommo.Lead::responsible)
        .orElse(null);
  }

  @Test
  void aConversationIsClosedAgainAfterALostAnswer() {
    stub.loseAnswerOf("POST /api/v4/talks/100/close");
    CrmEntry entry = entry("recado.talk-close_1", "talk", "100");
    assertThat(CrmConnector.outcome(() -> crm.closeTalk(entry))).isInstanceOf(Outcome.Retry.class);

    assertThat(id(CrmConnector.outcome(() -> crm.closeTalk(entry)))).isEqualTo("talk:100");
    assertThat(stub.closedTalks()).containsExactly(100L, 100L);
  }

  @Test
  void theSameLeadTwiceIsOneLeadAndAnotherOfTheSamePersonBecomesANote() {
    lead("recado.lead_1");
    assertThat(lead("recado.lead_1")).isEqualTo(lead("recado.lead_1"));
    assertThat(stub.notes()).hasSize(1);

    lead("recado.lead_2", "area", "Família");
    assertThat(stub.leads()).hasSize(1);
    assertThat(stub.notes()).hasSize(2);
  }

  @Test
  void anExistingContactWithoutAnOpenLeadGetsALeadAndNoSecondContact() {
    customer(93589657, 28455849);
    stub.move(28455849, 143);

    lead("recado.lead_1");
    assertThat(stub.leads()).hasSize(2);
    assertThat(stub.leads().get(1).contacts()).containsExactly(93589657L);
  }

  @Test
  void aLeadWhoseAnswerWasLostIsFoundAgain() {
    stub.loseAnswerOf("POST /api/v4/leads/complex");
    assertThat(lead("recado.lead_1")).isInstanceOf(Outcome.Retry.class);
    assertThat(id(lead("recado.lead_1"))).startsWith("lead:");
    assertThat(stub.leads()).hasSize(1);
    assertThat(stub.notes()).hasSize(1);
  }

  @Test
  void aLostAnswerAboutAPersonWithoutPhoneAndEmailNeedsAnOperator() {
    Map<String, Object> nobody = Map.of("externalId", "recado.lead_1", "name", "Maria");
    stub.loseAnswerOf("POST /api/v4/leads/complex");
    assertThat(CrmConnector.outcome(() -> crm.lead(LeadFacts.of(nobody))))
        .isInstanceOf(Outcome.Retry.class);
    assertThat(CrmConnector.outcome(() -> crm.lead(LeadFacts.of(nobody))))
        .isInstanceOf(Outcome.Unknown.class);
    assertThat(stub.leads()).hasSize(1);
  }

  @Test
  void aNoteGoesOnTheOpenLeadOfTheContactAndTheLinkIsKept() {
    customer(93589657, 28455849);
    stub.addLead(28455900, "Antigo");
    stub.move(28455900, 142);
    stub.addContact(93589658, "Maria S.", "21 7654-0001", 28455900);

    assertThat(id(note(entry("recado.note_1"), "Cliente: oi"))).startsWith("note:");
    assertThat(stub.notes(28455849)).containsExactly("Cliente: oi");
    assertThat(links.of(CONVERSATION))
        .contains(new CrmLinks.Link(CONVERSATION, "93589657", "28455849"));

    int calls = stub.calls().size();
    note(entry("recado.note_2"), "Cliente: tchau");
    assertThat(stub.calls().subList(calls, stub.calls().size()))
        .containsExactly("POST /api/v4/leads/28455849/notes");
  }

  @Test
  void aNoteGoesOnTheNamedLead() {
    stub.addLead(7, "Lead");
    note(entry("recado.note_1", "lead", "7"), "Cliente: oi");
    assertThat(stub.notes(7)).containsExactly("Cliente: oi");
    assertThat(stub.calls()).containsExactly("POST /api/v4/leads/7/notes");
  }

  @Test
  void aClosedLeadIsForgottenAndTheNextOpenOneIsUsed() {
    customer(93589657, 28455849);
    links.learn(CONVERSATION, "93589657", "28455849");
    stub.move(28455849, 142);

    note(entry("recado.note_1"), "Cliente: oi");
    assertThat(stub.notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.kind()).isEqualTo("contacts");
              assertThat(note.entity()).isEqualTo(93589657);
            });
    assertThat(links.of(CONVERSATION).map(CrmLinks.Link::lead)).isEmpty();
  }

  @Test
  void aNoteWithoutAContactSaysWhatToDo() {
    assertThat(note(entry("recado.note_1"), "Cliente: oi"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .contains("cadastre-o no Kommo")
                    .doesNotContain("976540001"));
    CrmEntry hidden =
        CrmEntry.of(Map.of("externalId", "recado.note_2", "phone", "123456789012345@lid"));
    assertThat(note(hidden, "Cliente: oi"))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("não tem telefone"));
    customer(93589657, 28455849);
    assertThat(id(note(entry("recado.note_1"), "Cliente: oi"))).startsWith("note:");
  }

  @Test
  void aNoteWhoseAnswerWasLostIsNotWrittenTwice() {
    customer(93589657, 28455849);
    stub.loseAnswerOf("POST /api/v4/leads/28455849/notes");
    assertThat(note(entry("recado.note_1"), "Cliente: sim")).isInstanceOf(Outcome.Retry.class);

    // The contact's records may have changed meanwhile, and the lead may have moved.
    stub.addLead(28455901, "Mais novo");
    assertThat(id(note(entry("recado.note_1"), "Cliente: sim!")))
        .isEqualTo("note:" + stub.notes().get(0).id());
    assertThat(stub.notes(28455849)).containsExactly("Cliente: sim");
  }

  @Test
  void twoNotesWithTheSameTextStayTwoAfterALostAnswer() {
    customer(93589657, 28455849);
    note(entry("recado.note_1"), "Cliente: sim");
    stub.is(Mood.DOWN);
    assertThat(note(entry("recado.note_2"), "Cliente: sim")).isInstanceOf(Outcome.Retry.class);
    stub.is(Mood.WELL);
    note(entry("recado.note_2"), "Cliente: sim");
    assertThat(stub.notes(28455849)).hasSize(2);
  }

  @Test
  void theHubsTableDropsATextOnceItIsInKommo() {
    customer(93589657, 28455849);
    note(entry("recado.note_1"), "Cliente: sim");
    assertThat(DATABASE.jdbc().sql("select text, place from kommo_write").query().singleRow())
        .containsEntry("text", null)
        .containsEntry("place", null);
  }

  @Test
  void onlyTheNamedFieldsOfALeadAreChanged() {
    customer(93589657, 28455849);
    update(entry("recado.lead_update_1", "responsible", "10175000", "price", "1234.56"));
    assertThat(stub.leads())
        .singleElement()
        .satisfies(
            lead -> {
              assertThat(lead.responsible()).isEqualTo(10175000L);
              assertThat(lead.price()).isEqualTo(1235);
              assertThat(lead.status()).isEqualTo(57429970);
            });

    update(entry("recado.lead_update_2", "status", "142"));
    assertThat(stub.leads().get(0).status()).isEqualTo(142);
    assertThat(links.of(CONVERSATION).map(CrmLinks.Link::lead)).isEmpty();
  }

  @Test
  void anImpossibleChangeSaysWhy() {
    stub.addContact(93589657, "Maria Silva", PHONE);
    Stream.of(
            Map.entry(entry("a", "status", "1"), "não tem lead aberto"),
            Map.entry(entry("b"), "não diz o que mudar"),
            Map.entry(entry("c", "responsible", "Ana"), "'Ana' não é o id"),
            Map.entry(entry("d", "lead", "99", "price", "1"), "não encontra o registro"))
        .forEach(
            one ->
                assertThat(update(one.getKey()))
                    .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains(one.getValue())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"caro", "1e999999999", "1e-999999999", "1e31"})
  void aPriceOfABillionDigitsIsRefused(String price) {
    assertThatThrownBy(() -> entry("a", "price", price))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("'" + price + "' não é um valor");
  }

  @Test
  void aTaskGoesToTheResponsibleUserUnlessItNamesAnother() {
    customer(93589657, 28455849);
    String until = "2026-12-01T12:00:00Z";
    task(entry("recado.task_1", "text", "Ligar", "until", until));
    task(entry("recado.task_2", "text", "Cobrar", "until", until, "responsible", "10175000"));
    assertThat(stub.tasks())
        .extracting(StubKommo.Task::responsible)
        .containsExactly(10175514L, 10175000L);
    assertThat(stub.tasks().get(0).until()).isEqualTo(1796126400);
    assertThat(stub.tasks().get(0).entity()).isEqualTo(28455849);
  }

  @Test
  void aTaskWhoseAnswerWasLostIsNotCreatedTwice() {
    customer(93589657, 28455849);
    CrmEntry task = entry("recado.task_1", "text", "Ligar", "until", "2026-12-01T12:00:00Z");
    stub.loseAnswerOf("POST /api/v4/tasks");
    assertThat(task(task)).isInstanceOf(Outcome.Retry.class);
    assertThat(id(task(task))).startsWith("task:");
    assertThat(stub.tasks()).hasSize(1);
    assertThat(posts()).hasSize(1);
  }

  @Test
  void sellersAreTheUsersOfKommo() {
    stub.addUser(10175514, "Ana Atendente", "ana@lojacentro.com.br");
    stub.addUser(10175000, "Bruno", "bruno@lojacentro.com.br", false);
    stub.addUser(10175498, "Integracao", "hub@lojacentro.com.br");
    KommoSellers sellers = new KommoSellers(hub.kommo, owners);
    assertThat(sellers.origin()).isEqualTo("kommo");
    assertThat(sellers.list())
        .extracting(
            listed ->
                "%s active %s sells %s".formatted(listed.name(), listed.active(), listed.sells()))
        .containsExactlyInAnyOrder(
            "Bruno active false sells true",
            "Ana Atendente active true sells true",
            "Integracao active true sells false");
  }

  @Test
  void aUserWithoutAPaidSeatIsNoSeller() throws Exception {
    String wire =
        "{\"id\": 7, \"name\": \"Caio\", \"rights\": {\"is_active\": true, \"is_free\": true}}";
    KommoUser user = KommoJson.user(KommoJson.MAPPER.readTree(wire));
    assertThat(user.active()).isTrue();
    assertThat(user.free()).isTrue();
  }

  /** Its bare digits would be read as those of somebody in Porto Alegre. */
  @Test
  void aForeignPhoneReachesFlowsSoThatNobodyReadsItAsABrazilianOne() {
    stub.addLead(28455849, "Lead", 10175514L);
    stub.addContact(93589657, "María Quispe", "+51 987 654 321", 28455849);
    KommoRecords records = new KommoRecords(hub.kommo);
    assertThat(records.read("lead", 28455849)).containsEntry("phone", "51987654321@c.us");
    assertThat(records.read("contact", 93589657)).containsEntry("phone", "51987654321@c.us");
  }

  @Test
  void flowsReadALeadWithItsContactAndAContact() {
    customer(93589657, 28455849);
    KommoRecords records = new KommoRecords(hub.kommo);
    assertThat(records.read("lead", 28455849))
        .containsEntry("contact", "93589657")
        .containsEntry("contactName", "Maria Silva")
        .containsEntry("phone", PHONE)
        .containsEntry("responsible", "10175514")
        .containsEntry("open", true);
    assertThat(records.read("contact", "93589657"))
        .containsEntry("phone", PHONE)
        .containsEntry("email", null)
        .containsEntry("leads", List.of("28455849"));
    assertThat(records.read("contact", "1")).isNull();
  }
}
