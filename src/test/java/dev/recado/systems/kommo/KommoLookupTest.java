package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.recado.StubKommo;
import dev.recado.TestDatabase;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.sales.seller.Sellers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which people Kommo knows, and which users a person has chosen there. */
class KommoLookupTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5521976540001";

  private final StubKommo stub = new StubKommo();
  private final CrmLinks links = mock(CrmLinks.class);
  private final TestKommo hub = TestKommo.longLived(stub, DATABASE);
  private final KommoWrites writes = new KommoWrites(DATABASE.jdbc(), hub.clock);

  @AfterEach
  void close() {
    stub.close();
    DATABASE.jdbc().sql("update kommo_pace set next_at = '2000-01-01'").update();
  }

  private KommoLookup lookup(String... nobody) {
    KommoOwners owners = new KommoOwners(Set.of(nobody), hub.tokens, writes, mock(Sellers.class));
    return new KommoLookup(hub.kommo, links, owners);
  }

  private void maria() {
    stub.addLead(28455848, "Ganho", 501L);
    stub.move(28455848, 142);
    stub.addLead(28455849, "Lead", 502L);
    stub.addContact(93589657, "Maria Silva", "+55 (21) 97654-0001", 28455848, 28455849);
  }

  @Test
  void aLeadAContactAndAPhoneLeadToTheSamePerson() {
    maria();
    Found maria = new Found("kommo", "28455849", true, "93589657", PHONE, "Maria Silva", "502");

    assertThat(lookup().lead("28455849")).contains(maria);
    assertThat(lookup().contact("93589657")).contains(maria);
    assertThat(lookup().person(PHONE)).contains(maria);
  }

  @Test
  void anUnknownPersonAndATextThatIsNoIdAreNotFound() {
    assertThat(lookup().lead("1")).isEmpty();
    assertThat(lookup().contact("1")).isEmpty();
    assertThat(lookup().person(PHONE)).isEmpty();
    assertThat(lookup().lead("21 97654-0001")).isEmpty();
    assertThat(lookup().contact("../users")).isEmpty();
  }

  @Test
  void aUserWhoCountsAsNobodyWasNotChosen() {
    maria();
    assertThat(lookup("501", "502").lead("28455849")).get().extracting(Found::responsible).isNull();
    assertThat(lookup("501").lead("28455849"))
        .get()
        .extracting(Found::responsible)
        .isEqualTo("502");
  }

  @Test
  void aPersonWithoutAnOpenLeadIsFoundWithoutOne() {
    stub.addContact(93589657, "Maria Silva", "+55 (21) 97654-0001");
    assertThat(lookup().person(PHONE))
        .contains(new Found("kommo", null, false, "93589657", PHONE, "Maria Silva", null));
  }

  @Test
  void aContactWithoutAnOpenLeadBelongsToTheContactsUser() {
    stub.addLead(28455848, "Ganho", 501L);
    stub.move(28455848, 142);
    stub.addContact(93589657, "Maria Silva", "+55 (21) 97654-0001", 28455848);
    Found lead = lookup().lead("28455848").orElseThrow();
    assertThat(lead.open()).isFalse();
    assertThat(lead.responsible()).isEqualTo("501");
    assertThat(lookup().contact("93589657").orElseThrow().lead()).isNull();
  }

  @Test
  void aTokenNamesItsUser() {
    assertThat(TokenUser.of(token("{\"sub\":\"10175498\",\"account_id\":31257294}")))
        .contains("10175498");
    assertThat(TokenUser.of(token("{\"sub\":10175498}"))).contains("10175498");
  }

  @Test
  void aTokenOfAnotherFormatNamesNoUser() {
    assertThat(TokenUser.of(StubKommo.TOKEN)).isEmpty();
    assertThat(TokenUser.of(token("{\"sub\":\"someone\"}"))).isEmpty();
    assertThat(TokenUser.of("a.%%%.c")).isEmpty();
    assertThat(TokenUser.of("a.b.c")).isEmpty();
  }

  @Test
  void theTokensOwnUserCountsAsNobodyByDefault() {
    TestKommo own =
        TestKommo.with(
            TestKommo.settings(stub.url(), token("{\"sub\":\"502\"}"), "", java.time.Duration.ZERO),
            DATABASE);
    KommoOwners owners = new KommoOwners(Set.of(), own.tokens, writes, mock(Sellers.class));
    KommoOwners others = new KommoOwners(Set.of("501"), own.tokens, writes, mock(Sellers.class));
    KommoLead lead =
        new KommoLead(
            "28", "Lead", "502", null, null, java.math.BigDecimal.ZERO, false, java.util.List.of());

    assertThat(owners.chosen(lead)).isEmpty();
    assertThat(others.chosen(lead)).contains("502");
  }

  private static String token(String claims) {
    String body =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return "e30." + body + ".c2ln";
  }
}
