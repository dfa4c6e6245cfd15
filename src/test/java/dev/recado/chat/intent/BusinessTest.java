package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;

class BusinessTest {

  private static final Business BUSINESS = IntentKit.BUSINESS;

  @Test
  void theFileIsRead() {
    assertThat(BUSINESS.areas()).containsExactly("Vendas", "Financeiro", "Entregas", "Assistência");
    assertThat(BUSINESS.facts())
        .containsEntry("nome", "Casa Modelo")
        .containsKey("horario")
        .doesNotContainKey("areas");
  }

  @ParameterizedTest
  @CsvSource({
    "quero falar com o financeiro, Financeiro",
    "É SOBRE A COBRANÇA, Financeiro",
    "preciso da segunda via, Financeiro",
    "assistencia tecnica, Assistência",
    "minha entrega não chegou!, Entregas",
    "o vendedor, Vendas"
  })
  void anAreaIsFoundByItsNameOrASynonym(String text, String area) {
    assertThat(BUSINESS.areaIn(text)).contains(area);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "oi", "reboleto", "compraria", "a entrega e o boleto", "vendas ou suporte"})
  void aTextWithNoAreaOrTwoHasNone(String text) {
    assertThat(BUSINESS.areaIn(text)).isEmpty();
    assertThat(BUSINESS.areaIn(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2, Financeiro",
    "2., Financeiro",
    "opção 3, Entregas",
    "a segunda, Financeiro",
    "A Primeira!, Vendas",
    "o quarto, Assistência",
    "a terceira opção, Entregas",
    "quero a 1, Vendas",
    "dois, Financeiro",
    "três, Entregas",
    "a última, Assistência",
    "２, Financeiro",
    "2️⃣, Financeiro",
    "entregas, Entregas"
  })
  void aPlaceInTheListIsAnAnswer(String text, String area) {
    assertThat(BUSINESS.areaAnswer(text)).contains(area);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "5", "99", "2 cadeiras", "na segunda de manhã", "", "a", "oi", "nenhuma"})
  void aTextThatIsNoPlaceInTheListIsNoAnswer(String text) {
    assertThat(BUSINESS.areaAnswer(text)).isEmpty();
    assertThat(BUSINESS.areaAnswer(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a: [", "ramo: x", "nome: x\nareas: [{sinonimos: [a]}]", "- x"})
  void anUnreadableFileStopsTheStart(String yaml) {
    ByteArrayResource file = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Business.read(file))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("business.yaml");
  }

  @Test
  void aCompanyMayHaveNoAreas() {
    Business alone =
        Business.read(new ByteArrayResource("nome: X".getBytes(StandardCharsets.UTF_8)));
    assertThat(alone.areas()).isEmpty();
    assertThat(alone.areaAnswer("1")).isEmpty();
    assertThat(new AnswerFormat(java.util.List.of("sair"), alone).schema()).isNotNull();
  }
}
