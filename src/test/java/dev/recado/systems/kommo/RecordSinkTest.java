package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.recado.Samples;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.proactive.ProactiveConversations;
import dev.recado.sales.seller.Outcome;
import dev.recado.sales.seller.Outcomes;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.sales.seller.WorkingHours;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hub records about Kommo's records, besides the results of flows. */
class RecordSinkTest {

  private static final String MARIA = "whatsapp:552176540001";
  private static final String LEAD = "28455849";
  private static final String CONTACT = "93589657";

  private final KnownLinks links = new KnownLinks();
  private final KnownSellers sellers = new KnownSellers();
  private final List<String> forgotten = new ArrayList<>();
  private final Set<String> talked = new HashSet<>();
  private final Outcomes outcomes = mock(Outcomes.class);
  private final ProactiveConversations openings = mock(ProactiveConversations.class);
  private final RecordSink sink =
      new RecordSink(
          links,
          sellers,
          outcomes,
          openings,
          talked::contains,
          (kind, id) -> forgotten.add(kind + " " + id));

  @Test
  void aContactIsLinkedByItsPhone() {
    take("contacts-add");
    assertThat(links.known).containsOnlyKeys(MARIA);
    assertThat(links.byContact(CONTACT)).get().extracting(CrmLinks.Link::lead).isNull();
  }

  @Test
  void aContactWithANewPhoneIsLinkedAgain() {
    links.learn("whatsapp:551187654321", CONTACT, null);
    take("contacts-update");
    assertThat(links.byContact(CONTACT))
        .get()
        .extracting(CrmLinks.Link::conversation)
        .isEqualTo(MARIA);
  }

  @Test
  void aContactWithASecondPhoneKeepsItsConversation() {
    links.learn(MARIA, CONTACT, LEAD);
    String field = "contacts[update][0][custom_fields][0]";
    take(
        "contacts[update][0][id]=%1$s&%2$s[code]=PHONE&%2$s[values][0][value]=11 98765-4321&%2$s[values][1][value]=21 97654-0001"
            .formatted(CONTACT, field)
            .getBytes(StandardCharsets.UTF_8));
    assertThat(links.byContact(CONTACT))
        .get()
        .extracting(CrmLinks.Link::conversation)
        .isEqualTo(MARIA);
    assertThat(links.learnt).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[values][0][value]=%2B55 11 98111-5001 / (11) 3456-7890",
        "[values][0][value]=(11) 3456-7890&FIELD[values][1][value]=%2B55 11 98111-5001"
      })
  void aContactWithTwoPhonesIsInTheConversationOfEither(String values) {
    String field = "contacts[add][0][custom_fields][0]";
    byte[] body =
        ("contacts[add][0][id]=50101&" + field + "[code]=PHONE&" + field)
            .concat(values.replace("FIELD", field))
            .getBytes(StandardCharsets.UTF_8);
    take(body);
    assertThat(links.known).containsOnlyKeys("whatsapp:551181115001");
    links.known.clear();
    talked.add("whatsapp:551134567890");
    take(body);
    assertThat(links.known).containsOnlyKeys("whatsapp:551134567890");
  }

  @Test
  void aCompanyIsNotLinkedAsAContact() {
    take("companies-add-under-contacts");
    assertThat(links.known).isEmpty();
  }

  @Test
  void aChatNamesItsLead() {
    links.learn(MARIA, CONTACT, null);
    take("message-add-incoming");
    assertThat(links.byLead(LEAD)).isPresent();
    take("message-add-outgoing-user");
    take("talk-add");
    take("message-add-incoming-no-entity");
    assertThat(links.byLead(LEAD)).isPresent();
    assertThat(links.learnt).isEqualTo(2);
  }

  @Test
  void aMessageAndATalkNameTheContactsConversationInKommo() {
    take("message-add-incoming");
    assertThat(links.talks).containsOnlyKeys(CONTACT).containsValue("100");
    links.talks.clear();
    take("talk-add");
    assertThat(links.talks).containsEntry(CONTACT, "100");
  }

  @Test
  void aChatOfAStrangerIsNotLinkedYet() {
    take("message-add-incoming");
    assertThat(links.known).isEmpty();
  }

  @Test
  void theResponsibleUserOfTheLeadGetsTheConversation() {
    links.learn(MARIA, CONTACT, LEAD);
    take("leads-responsible");
    assertThat(sellers.done).containsExactly("move " + MARIA + " 7");
  }

  @Test
  void aResponsibleUserWithoutLeadsTakesNoConversation() {
    links.learn(MARIA, CONTACT, LEAD);
    sellers.active = false;
    take("leads-responsible");
    assertThat(sellers.done).isEmpty();
  }

  @Test
  void theSellerOfAConversationIsNotMovedAgain() {
    links.learn(MARIA, CONTACT, LEAD);
    sellers.has = 7;
    take("leads-responsible");
    assertThat(sellers.done).isEmpty();
  }

  @Test
  void anUnknownLeadOrSellerChangesNothing() {
    take("leads-responsible");
    links.learn(MARIA, CONTACT, LEAD);
    take(text("leads-responsible").replace("10175514", "1").getBytes(StandardCharsets.UTF_8));
    assertThat(sellers.done).isEmpty();
  }

  @Test
  void aClosedLeadIsForgottenAndNoLongerCountsAsLoad() {
    for (String stage : List.of("142", "143")) {
      links.learn(MARIA, CONTACT, LEAD);
      take(text("leads-status").replace("=57429970", "=" + stage).getBytes(StandardCharsets.UTF_8));
      assertThat(links.byLead(LEAD)).isEmpty();
    }
    links.learn(MARIA, CONTACT, LEAD);
    take("leads-delete");
    assertThat(links.byLead(LEAD)).isEmpty();
    assertThat(links.byContact(CONTACT)).isPresent();
    assertThat(sellers.done).containsExactly("close " + MARIA);
    verify(outcomes).close(MARIA, new Outcome(true, null, null, LEAD, "kommo"));
    verify(outcomes).close(MARIA, new Outcome(false, null, null, LEAD, "kommo"));
    verify(openings, times(3)).endLead(LEAD, "O lead foi encerrado no Kommo");
  }

  private void won(String price) {
    take(
        text("leads-status")
            .replace("=57429970", "=142")
            .replace("price%5D=0", "price%5D=" + price)
            .getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aWonLeadHasItsValue() {
    links.learn(MARIA, CONTACT, LEAD);
    won("25000");
    verify(outcomes).close(MARIA, new Outcome(true, new BigDecimal("25000"), null, LEAD, "kommo"));
  }

  @Test
  void aLeadThatHasEndedBeforeIsCorrected() {
    when(outcomes.conversationOf(LEAD)).thenReturn(Optional.of(MARIA));
    won("30000");
    verify(outcomes).close(MARIA, new Outcome(true, new BigDecimal("30000"), null, LEAD, "kommo"));
  }

  @Test
  void theHubsOwnValueKeepsItsCents() {
    links.learn(MARIA, CONTACT, LEAD);
    Outcome known = new Outcome(true, new BigDecimal("25000.50"), null, LEAD, "admin");
    when(outcomes.current(MARIA))
        .thenReturn(Optional.of(new Outcomes.Stored(1, 7, null, known, Instant.EPOCH, false)));
    won("25001");
    verify(outcomes).close(MARIA, new Outcome(true, null, null, LEAD, "kommo"));
  }

  @Test
  void aChangedRecordIsReadAgainAndAChatChangesNothing() {
    take("leads-update");
    take("contacts-update");
    take("message-add-incoming");
    assertThat(forgotten).containsExactly("lead " + LEAD, "contact " + CONTACT);
  }

  @Test
  void aLeadInAnotherOpenStageStays() {
    links.learn(MARIA, CONTACT, LEAD);
    take("leads-status");
    take("leads-update");
    take("leads-add");
    assertThat(links.byLead(LEAD)).isPresent();
    assertThat(sellers.done).isEmpty();
  }

  @Test
  void eventsWithoutMeaningForTheHubAreAccepted() {
    for (String sample :
        List.of("task-add", "unsorted-add", "leads-note", "contacts-note-type-collision")) {
      take(sample);
    }
    assertThat(links.known).isEmpty();
    assertThat(sink.types()).contains("kommo.task.added", "kommo.catalog.deleted");
  }

  private void take(String sample) {
    take(Samples.bytes("kommo/webhook-" + sample + ".form"));
  }

  private void take(byte[] body) {
    Identity any = new Identity("k", "s");
    sink.take(new KommoEvents().read(InboundRecord.of("kommo", any, Instant.EPOCH, null, body)));
  }

  private static String text(String sample) {
    return Samples.text("kommo/webhook-" + sample + ".form");
  }

  private static final class KnownLinks implements CrmLinks {

    private final Map<String, Link> known = new HashMap<>();
    private final Map<String, String> talks = new HashMap<>();
    private int learnt;

    @Override
    public Optional<Link> of(String conversation) {
      return Optional.ofNullable(known.get(conversation));
    }

    @Override
    public Optional<Link> byContact(String contact) {
      return known.values().stream().filter(link -> contact.equals(link.contact())).findFirst();
    }

    @Override
    public Optional<Link> byLead(String lead) {
      return known.values().stream().filter(link -> lead.equals(link.lead())).findFirst();
    }

    @Override
    public void learn(String conversation, @Nullable String contact, @Nullable String lead) {
      learnt++;
      known.values().removeIf(link -> contact != null && contact.equals(link.contact()));
      Link before = known.getOrDefault(conversation, new Link(conversation, null, null));
      known.put(
          conversation,
          new Link(
              conversation,
              contact == null ? before.contact() : contact,
              lead == null ? before.lead() : lead));
    }

    @Override
    public void talks(String contact, String talk) {
      talks.put(contact, talk);
    }

    @Override
    public void forgetLead(String lead) {
      byLead(lead)
          .ifPresent(
              link ->
                  known.put(
                      link.conversation(), new Link(link.conversation(), link.contact(), null)));
    }
  }

  private static final class KnownSellers implements Sellers {

    private final List<String> done = new ArrayList<>();
    private long has;
    private boolean active = true;

    private Seller ana(long id) {
      return new Seller(
          id,
          "Ana Atendente",
          null,
          null,
          List.of(),
          "kommo",
          "10175514",
          active,
          WorkingHours.USUAL);
    }

    @Override
    public List<Seller> all() {
      return List.of(ana(7));
    }

    @Override
    public Optional<Seller> byId(long id) {
      return Optional.empty();
    }

    @Override
    public Optional<Seller> byPhone(String phone) {
      return Optional.empty();
    }

    @Override
    public Optional<Seller> byExternalId(String origin, String externalId) {
      return all().stream()
          .filter(
              seller -> seller.origin().equals(origin) && externalId.equals(seller.externalId()))
          .findFirst();
    }

    @Override
    public Optional<Seller> of(String conversation) {
      return has == 0 ? Optional.empty() : Optional.of(ana(has));
    }

    @Override
    public Assignment assign(String conversation, @Nullable String area) {
      throw new UnsupportedOperationException("A webhook assigns nobody");
    }

    @Override
    public Assignment assign(String conversation, @Nullable String area, @Nullable String chosen) {
      throw new UnsupportedOperationException("A webhook assigns nobody");
    }

    @Override
    public void move(String conversation, long seller, String why) {
      done.add("move " + conversation + " " + seller);
    }

    @Override
    public void close(String conversation) {
      done.add("close " + conversation);
    }
  }
}
