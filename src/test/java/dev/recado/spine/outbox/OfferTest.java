package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {

  private static final List<Map<String, Object>> CHOICES =
      List.of(
          Map.of("id", "sim", "title", "Sim, confirmo"),
          Map.of("id", "nao", "title", "Não"),
          Map.of("id", "outro", "title", "Outro dia", "description", "a partir de segunda"));

  private final Offer offer = new Offer(CHOICES);

  @ParameterizedTest
  @CsvSource({
    "1, sim",
    "' 2 ', nao",
    "2., nao",
    "(3), outro",
    "sim confirmo, sim",
    "'SIM, CONFIRMO!', sim",
    "nao, nao",
    "Não., nao",
    "outro dia, outro"
  })
  void aNumberOrTheTitleNamesAChoice(String written, String id) {
    assertThat(offer.named(written)).get().extracting(choice -> choice.get("id")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4", "0", "-1", "(-2)", "12", "123", "sim", "quero 2", "", "?", "1 2", "não sei"})
  void anythingElseNamesNone(String written) {
    assertThat(offer.named(written)).isEmpty();
  }

  @Test
  void aLongTextNamesNone() {
    assertThat(offer.named("não ".repeat(100_000))).isEmpty();
  }

  @Test
  void choicesAreWrittenWithTheirNumbers() {
    assertThat(Offer.numbered("Confirma?", CHOICES))
        .isEqualTo(
            """
            Confirma?

            1. Sim, confirmo
            2. Não
            3. Outro dia - a partir de segunda

            Responda com o número da opção.""");
  }
}
