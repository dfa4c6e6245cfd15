package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.StubKommo;
import dev.recado.StubKommo.Mood;
import dev.recado.ground.web.Refusal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;

class KommoControllerTest {

  private final StubKommo stub = new StubKommo();
  private final KommoHub hub = new KommoHub(stub.url());
  private final KommoController controller =
      new KommoController(hub.kommo(), hub.oauth(), hub.connection(), hub.clock());

  @AfterEach
  void close() {
    stub.close();
  }

  private static void refused(Throwable thrown, HttpStatus status, String words) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.getStatusCode()).isEqualTo(status);
              assertThat(refusal.getBody().getDetail()).contains(words).endsWith(".");
            });
  }

  @Test
  void connectivityShowsTheAccountAndItsUsers() {
    stub.addUser(1, "Ana Atendente", "ana@lojacentro.com.br");
    KommoController.Connectivity shown = controller.connectivity();
    assertThat(shown.status()).isEqualTo("ok");
    assertThat(shown.url()).isEqualTo(stub.url());
    assertThat(shown.users()).isEqualTo(1);
    assertThat(shown.breaker()).isEqualTo("CLOSED");
  }

  @Test
  void aTestNoteIsWrittenAtOnceAndItsIdReturned() {
    stub.addLead(28455849, "Lead");
    KommoController.TestNote note = controller.note("28455849");
    assertThat(stub.notes())
        .singleElement()
        .satisfies(
            written -> {
              assertThat(note.note_id()).isEqualTo("" + written.id());
              assertThat(written.text()).startsWith("Nota de teste do Recado");
            });
  }

  @Test
  void aLeadIsShownWithItsPresentContact() {
    stub.addLead(28455849, "Lead", 10175514L);
    stub.addContact(93589657, "Maria Silva", "+55 (21) 97654-0001", 28455849);
    assertThat(controller.lead("28455849").open()).isTrue();
    stub.move(28455849, 142);
    KommoController.Lead lead = controller.lead("28455849");
    assertThat(lead.open()).isFalse();
    assertThat(lead.contact())
        .isEqualTo(
            new KommoController.Contact(
                "93589657", "Maria Silva", "5521976540001", null, List.of("28455849")));
  }

  @Test
  void anUnknownLeadIsNotFoundAndABadIdIsABadRequest() {
    assertThatThrownBy(() -> controller.lead("404"))
        .satisfies(e -> refused(e, HttpStatus.NOT_FOUND, "não tem o lead 404"));
    assertThatThrownBy(() -> controller.note("404"))
        .satisfies(e -> refused(e, HttpStatus.NOT_FOUND, "não tem o lead 404"));
    assertThatThrownBy(() -> controller.lead("abc"))
        .satisfies(e -> refused(e, HttpStatus.BAD_REQUEST, "'abc'"));
    assertThat(stub.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DOWN | SERVICE_UNAVAILABLE | não responde",
        "TOO_MANY | SERVICE_UNAVAILABLE | 429",
        "UNPAID | BAD_GATEWAY | assinatura",
        "NO_RIGHTS | BAD_GATEWAY | permissão"
      })
  void kommosRefusalIsReported(Mood mood, HttpStatus status, String words) {
    stub.is(mood);
    assertThatThrownBy(controller::connectivity).satisfies(e -> refused(e, status, words));
  }
}
