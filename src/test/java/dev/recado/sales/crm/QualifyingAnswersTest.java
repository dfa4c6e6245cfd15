package dev.recado.sales.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.chat.intent.LeadQuestion;
import dev.recado.chat.intent.LeadQuestion.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts of a lead as customers write them. It is Tuesday, 1 December 2026. */
class QualifyingAnswersTest {

  private final QualifyingAnswers answers =
      new QualifyingAnswers(Instant.parse("2026-12-01T13:00:00Z"), ZoneId.of("America/Sao_Paulo"));

  private static LeadQuestion question(String kind) {
    return new LeadQuestion(
        "fato",
        "Fato",
        "?",
        Kind.of(kind).orElseThrow(),
        kind.equals("opcoes") ? List.of("Casa", "Apartamento") : List.of(),
        List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valor|R$ 50.000|50000.00",
        "valor|uns 50 mil reais|50000.00",
        "valor|50k|50000.00",
        "valor|50000|50000.00",
        "valor|até 12.500,50|12500.50",
        "valor|uns 40 mil|40000.00",
        "valor|entre R$ 30.000 e R$ 50.000|30000.00 a 50000.00",
        "prazo|até março|até março",
        "prazo|em 3 meses|3 meses",
        "prazo|o quanto antes|o quanto antes",
        "prazo|15/01|2027-01-15",
        "cidade|Campinas|Campinas",
        "cidade|moro em são josé dos campos|São José dos Campos",
        "cidade|É em Campinas - SP.|Campinas - SP",
        "opcoes|2|Apartamento",
        "opcoes|é uma casa|Casa",
        "texto|  uma cozinha em L  |uma cozinha em L"
      })
  void anAnswerIsRead(String kind, String text, String value) {
    assertThat(answers.answer(question(kind), text)).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valor|depende do projeto",
        "valor|50",
        "prazo|depende",
        "cidade|por que vocês querem saber isso? não entendi nada",
        "cidade|123",
        "opcoes|tanto faz",
        "opcoes|casa ou apartamento"
      })
  void anUnclearAnswerIsNone(String kind, String text) {
    assertThat(answers.answer(question(kind), text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valor|Quero uma cozinha de até 40 mil reais|40000.00",
        "prazo|Preciso dela em 3 meses|3 meses",
        "prazo|Preciso até março de 2027|marco de 2027",
        "prazo|Preciso até 10/03|2027-03-10",
        "cidade|Quero uma cozinha em Campinas|Campinas",
        "cidade|Moro em São José dos Campos e quero um armário|São José dos Campos",
        "opcoes|É para um apartamento novo|Apartamento"
      })
  void aFactThatTheTextTellsIsFound(String kind, String text, String value) {
    assertThat(answers.said(question(kind), text)).contains(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valor|Vi de R$ 9.900 por R$ 7.900",
        "valor|Meu telefone é 11 98765-4321",
        "prazo|Quero agendar na sexta",
        "cidade|Quero em Março",
        "cidade|Quero um orçamento de cozinha em casa",
        "texto|Quero uma cozinha",
        "opcoes|Quero uma cozinha"
      })
  void whatMayMeanSomethingElseIsNoFact(String kind, String text) {
    assertThat(answers.said(question(kind), text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "não sei",
        "Ainda não sei",
        "pular",
        "Pula essa",
        "prefiro não dizer",
        "não quero informar",
        "nao faço ideia",
        "depois te falo",
        "não"
      })
  void aCustomerMaySkipAQuestion(String text) {
    assertThat(QualifyingAnswers.skips(question("valor"), text)).isTrue();
    assertThat(QualifyingAnswers.skips(question("opcoes"), text)).isTrue();
  }

  @Test
  void anAnswerIsNotSkipped() {
    assertThat(QualifyingAnswers.skips(question("texto"), "não")).isFalse();
    assertThat(QualifyingAnswers.skips(question("opcoes"), "casa")).isFalse();
    assertThat(QualifyingAnswers.skips(question("valor"), "não mais que 50 mil")).isFalse();
    LeadQuestion yesOrNo =
        new LeadQuestion("f", "F", "?", Kind.OPTIONS, List.of("Sim", "Não"), List.of());
    assertThat(QualifyingAnswers.skips(yesOrNo, "não")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"valor", "prazo", "cidade", "texto", "opcoes"})
  void anyTextIsReadInTime(String kind) {
    for (String part : List.of("em ", "São ", "não sei ", "1.000 ", "uns ", "a", "\u0000", "-")) {
      String text = part.repeat(20_000);
      answers.answer(question(kind), text);
      answers.said(question(kind), text);
      QualifyingAnswers.skips(question(kind), text);
    }
    assertThat(answers.answer(question("texto"), "x".repeat(9_000)).orElseThrow()).hasSize(300);
  }
}
