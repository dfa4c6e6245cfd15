package dev.recado.chat.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.chat.intent.LeadQuestion.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;

/** The list {@code qualificacao} of {@code business.yaml}. */
class LeadQuestionTest {

  private static Business business(String list) {
    String yaml = "nome: Casa Modelo\nqualificacao:\n" + list;
    return Business.read(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theListIsReadInItsOrderAndIsNoFactForCustomers() {
    Business read =
        business(
            """
              - {fato: valor_total, pergunta: 'Quanto?', tipo: valor}
              - {fato: imovel, rotulo: Imóvel, pergunta: 'Qual?', tipo: opcoes, opcoes: [Casa, Loja], areas: [Cozinhas]}
            """);

    assertThat(read.questions())
        .containsExactly(
            new LeadQuestion(
                "valor_total", "Valor total", "Quanto?", Kind.AMOUNT, List.of(), List.of()),
            new LeadQuestion(
                "imovel",
                "Imóvel",
                "Qual?",
                Kind.OPTIONS,
                List.of("Casa", "Loja"),
                List.of("Cozinhas")));
    assertThat(read.facts()).containsOnlyKeys("nome");
    assertThat(read.questions().get(1).concerns("Cozinhas")).isTrue();
    assertThat(read.questions().get(1).concerns("Banheiros")).isFalse();
    assertThat(read.questions().get(1).concerns(null)).isFalse();
  }

  @Test
  void aFileWithoutTheListHasNoQuestions() {
    assertThat(SampleBusiness.read().questions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{fato: a, pergunta: 'b?', tipo: dinheiro}|none of",
        "{fato: a, tipo: valor}|no 'pergunta'",
        "{pergunta: 'b?', tipo: valor}|no valid 'fato'",
        "{fato: A b, pergunta: 'b?', tipo: valor}|no valid 'fato'",
        "{fato: a, pergunta: 'b?', tipo: opcoes, opcoes: [x]}|two 'opcoes'"
      })
  void aWrongEntryIsRefused(String entry, String why) {
    assertThatThrownBy(() -> business("  - " + entry))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aFactOccursOnce() {
    String one = "  - {fato: a, pergunta: 'b?', tipo: valor}\n";
    assertThatThrownBy(() -> business(one + one)).hasMessageContaining("twice");
  }
}
