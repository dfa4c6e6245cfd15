package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {

  private static final ZoneId BRAZIL = ZoneId.of("America/Sao_Paulo");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1234.56;R$ 1.234,56",
        "340.5;R$ 340,50",
        "0;R$ 0,00",
        "99.99000000000001;R$ 99,99",
        "1000000;R$ 1.000.000,00",
        "1E+3;R$ 1.000,00"
      })
  void moneyIsWrittenInBrazilianFormat(BigDecimal amount, String written) {
    assertThat(write("money", Map.of("x", amount))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"USD;US$ 1.234,50", "JPY;JP¥ 1.234", "CLP;CLP 1.234", "KWD;KWD 1.234,500"})
  void anotherCurrencyIsNamedAndHasItsOwnDecimalPlaces(String code, String written) {
    assertThat(write("money", Map.of("x", 1234.5, "moeda", code))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"XBT", "R$", "real"})
  void aCurrencyThatDoesNotExistIsRefusedByName(String code) {
    assertThatExceptionOfType(UnprocessableException.class)
        .isThrownBy(() -> write("money", Map.of("x", 5, "moeda", code)))
        .withMessageStartingWith("A moeda '" + code + "' não existe");
  }

  @Test
  void eachInstalmentIsNamedWithItsDate() {
    assertThat(
            write(
                "instalments",
                Map.of("x", List.of(part("990.0", "2026-11-28"), part("1020", "2027-01-27")))))
        .isEqualTo("R$ 990,00 em 28/11/2026; R$ 1.020,00 em 27/01/2027");
    assertThat(write("instalments?", Map.of("x", List.of()))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"três", "990"})
  void aValueThatIsNotAListOfInstalmentsIsRefused(String text) {
    assertThatExceptionOfType(UnprocessableException.class)
        .isThrownBy(() -> write("instalments", Map.of("x", text)))
        .withMessageContaining("lista de parcelas");
  }

  private static Map<String, String> part(String amount, String due) {
    return Map.of("valor", amount, "vencimento", due);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "cem reais", "1.5.0", "NaN"})
  void aValueThatIsNotAnAmountIsRefusedAndNotWrittenOut(String amount) {
    assertThatExceptionOfType(UnprocessableException.class)
        .isThrownBy(() -> write("money", Map.of("x", amount)))
        .withMessageContaining("'x' não é um valor em dinheiro");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-12-05", "2026-12-05 10:11:12.000000"})
  void aDateIsWrittenDayFirst(String date) {
    assertThat(write("date", Map.of("x", date))).isEqualTo("05/12/2026");
  }

  @ParameterizedTest
  @ValueSource(strings = {"amanhã", "2026-13-05", "20261205"})
  void aValueThatIsNotADateIsRefused(String date) {
    assertThatExceptionOfType(UnprocessableException.class)
        .isThrownBy(() -> write("date", Map.of("x", date)));
  }

  @Test
  void aMissingValueIsRefusedByNameUnlessItIsOptional() {
    Map<String, Parameter> parameters = new HashMap<>();
    parameters.put("nome", Parameter.parse("text"));
    parameters.put("vencimento", Parameter.parse("date?"));
    Template template =
        new Template(
            "aviso",
            "pt_BR",
            parameters,
            Map.of(),
            Template.compile("Olá, {{nome}}!{{#vencimento}} Até {{vencimento}}.{{/vencimento}}"));

    assertThat(template.render(template.values(facts(Map.of("nome", "Ana")), BRAZIL)))
        .isEqualTo("Olá, Ana!");
    assertThat(
            template.render(
                template.values(
                    facts(Map.of("nome", "<b>{{x}}", "vencimento", "2026-12-05")), BRAZIL)))
        .isEqualTo("Olá, <b>{{x}}! Até 05/12/2026.");
    assertThatExceptionOfType(UnprocessableException.class)
        .isThrownBy(() -> template.values(facts(Map.of()), BRAZIL))
        .withMessageContaining("'aviso' precisa de 'nome'");
  }

  private static @Nullable String write(String type, Map<String, Object> facts) {
    return Parameter.parse(type).write("x", facts(facts), BRAZIL);
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private static Function<String, Object> facts(Map<String, Object> facts) {
    return facts::get;
  }
}
