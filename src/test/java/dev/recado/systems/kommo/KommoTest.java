package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.StubKommo;
import dev.recado.StubKommo.Mood;
import dev.recado.TestDatabase;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KommoTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final StubKommo stub = new StubKommo();
  private final TestKommo hub = TestKommo.longLived(stub, DATABASE);
  private final Kommo kommo = hub.kommo;

  @AfterEach
  void close() {
    stub.close();
    DATABASE.jdbc().sql("update kommo_pace set next_at = '2000-01-01'").update();
  }

  @Test
  void allPagesOfUsersAreRead() {
    IntStream.rangeClosed(1, 260).forEach(n -> stub.addUser(n, "Vendedor " + n, n + "@x.com.br"));
    stub.addUser(300, "Bruno", "bruno@lojacentro.com.br", false);

    assertThat(kommo.users()).hasSize(261);
    assertThat(kommo.users().get(260))
        .isEqualTo(new KommoUser("300", "Bruno", "bruno@lojacentro.com.br", false, true, false));
    assertThat(stub.calls()).containsExactly("GET /api/v4/users", "GET /api/v4/users");
  }

  @Test
  void aLeadHasItsMainContactFirstAndAContactItsMobileFirst() {
    stub.addLead(28455849, "Lead #28455849", 10175514L);
    stub.addContact(93589657, "Maria Silva", "+55 (21) 97654-0001", 28455849);

    assertThat(kommo.lead("28455849"))
        .hasValueSatisfying(
            lead -> {
              assertThat(lead.contacts()).containsExactly("93589657");
              assertThat(lead.responsible()).isEqualTo("10175514");
              assertThat(lead.price()).isEqualByComparingTo(BigDecimal.ZERO);
              assertThat(lead.open()).isTrue();
            });
    assertThat(kommo.contact("93589657"))
        .hasValueSatisfying(
            contact -> {
              assertThat(contact.phone()).isEqualTo("5521976540001");
              assertThat(contact.leads()).containsExactly("28455849");
            });
  }

  @Test
  void anEmptyAnswerMeansNoRecords() {
    assertThat(kommo.lead("1")).isEmpty();
    assertThat(kommo.contact("1")).isEmpty();
    assertThat(kommo.contactsByPhone("5521976540001")).isEmpty();
    assertThat(kommo.users()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"+55 (21) 97654-0001", "(21) 7654-0001", "21976540001", "+5521976540001"})
  void aContactIsFoundInAnyNotationOfItsPhone(String written) {
    stub.addContact(1, "Maria Silva", written);
    stub.addContact(2, "De outra cidade", "+55 (11) 97654-0001");

    assertThat(kommo.contactsByPhone("5521976540001"))
        .extracting(KommoContact::id)
        .containsExactly("1");
    assertThat(kommo.contactsByPhone("552176540001")).hasSize(1);
  }

  @Test
  void aLeadIsReadAgainOnceItIsOldOrChanged() {
    stub.addLead(5, "Lead");
    kommo.lead("5");
    kommo.lead("5");
    assertThat(stub.calls()).hasSize(1);

    stub.move(5, 142);
    kommo.forget("lead", "5");
    assertThat(kommo.lead("5")).hasValueSatisfying(lead -> assertThat(lead.open()).isFalse());

    kommo.change("5", new LinkedHashMap<>(Map.of("status_id", 57429974)));
    assertThat(kommo.lead("5")).hasValueSatisfying(lead -> assertThat(lead.open()).isTrue());

    stub.move(5, 143);
    hub.clock.tick(Duration.ofSeconds(61));
    assertThat(kommo.lead("5")).hasValueSatisfying(lead -> assertThat(lead.open()).isFalse());
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "HTTP_500", "TOO_MANY", "BLOCKED", "HTML"})
  void temporaryFailuresAreTriedLater(Mood mood) {
    stub.is(mood);
    assertThatThrownBy(kommo::users)
        .isInstanceOf(TryLaterException.class)
        .hasMessageContaining("Kommo")
        .hasMessageNotContaining(StubKommo.TOKEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNPAID | regularize a assinatura",
        "NO_RIGHTS | não tem permissão para ler os usuários: dê a ele o direito",
      })
  void permanentFailuresSayHowToFixThem(Mood mood, String cure) {
    stub.is(mood);
    assertThatThrownBy(kommo::users)
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining(cure);
  }

  @Test
  void aRefusedTokenIsNamedByItsSettingAndNotShown() {
    TestKommo wrong =
        TestKommo.with(
            TestKommo.settings(stub.url(), "kommo-wrong-token", "", Duration.ZERO), DATABASE);
    assertThatThrownBy(wrong.kommo::users)
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("KOMMO_ACCESS_TOKEN")
        .hasMessageNotContaining("kommo-wrong-token");
    assertThat(stub.calls()).hasSize(1);
  }

  @Test
  void withoutATokenTheMissingSettingsAreNamed() {
    TestKommo none =
        TestKommo.with(TestKommo.settings(stub.url(), "", "", Duration.ZERO), DATABASE);
    assertThatThrownBy(none.kommo::users)
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("KOMMO_ACCESS_TOKEN");
    assertThat(none.settings).hasToString("KommoSettings[url=" + stub.url() + "]");
  }

  @Test
  void aFieldThatKommoRefusesIsNamed() {
    stub.addLead(5, "Lead");
    assertThatThrownBy(() -> kommo.change("5", Map.of("status_id", -1)))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("recusa alterar o lead 5")
        .hasMessageContaining("custom_fields_values.0.field_id");
  }

  @Test
  void allHubsPauseWhenKommoBlocksTheAddress() {
    stub.is(Mood.BLOCKED);
    assertThatThrownBy(kommo::users).hasMessageContaining("bloqueou este endereço IP");
    stub.is(Mood.WELL);
    Kommo other = TestKommo.longLived(stub, DATABASE).kommo;
    assertThatThrownBy(other::users)
        .isInstanceOf(TryLaterException.class)
        .hasMessageContaining("em pausa");
    assertThat(stub.calls()).hasSize(1);
  }

  @Test
  void onlyAKommoThatIsAwayOpensTheBreaker() {
    stub.is(Mood.NO_RIGHTS);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(kommo::users).isInstanceOf(UnprocessableException.class);
    }
    assertThat(kommo.breaker()).isEqualTo("CLOSED");
    stub.is(Mood.DOWN);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(kommo::users).isInstanceOf(TryLaterException.class);
    }
    assertThat(kommo.breaker()).isEqualTo("OPEN");
    assertThatThrownBy(kommo::users).hasMessageContaining("em paz por um momento");
  }

  @ParameterizedTest
  @CsvSource({"..", "5/notes", "5?x=1", "-1", "0", "abc", "''"})
  void aTextThatIsNoIdReachesNoPath(String id) {
    assertThatThrownBy(() -> kommo.lead(id)).isInstanceOf(UnprocessableException.class);
    assertThatThrownBy(() -> kommo.note("leads", id, "x"))
        .isInstanceOf(UnprocessableException.class);
    assertThat(stub.calls()).isEmpty();
  }
}
