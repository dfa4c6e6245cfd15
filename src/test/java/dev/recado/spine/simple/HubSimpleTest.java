package dev.recado.spine.simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.simple.types.SimpleIllegalSyntaxException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSimpleTest {

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final Map<String, @Nullable Object> body = new HashMap<>();

  @BeforeEach
  void useTheLanguage() {
    HubSimple.into(context);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "789.9;R$ 789,90",
        "1.234,56;R$ 1.234,56",
        "1,5;R$ 1,50",
        "R$ 1.200;R$ 1.200,00",
        "0.125;R$ 0,12",
        "1.234.567;R$ 1.234.567,00",
        "1,234.56;R$ 1.234,56",
        "-3;-R$ 3,00"
      })
  void moneyReadsTheNotationsOfPeopleAndOfPrograms(String written, String shown) {
    boolean ambiguous = written.equals("R$ 1.200");
    body.put("x", written);
    assertThat(text(ambiguous ? "${money(${number(${body[x]}, br)})}" : "${money(${body[x]})}"))
        .isEqualTo(shown);
  }

  @Test
  void anotherCurrencyIsNamedAndTheTextAroundStays() {
    body.put("total", 1234.5);
    body.put("moeda", "USD");
    assertThat(
            text(
                "Total: ${money(${body[total]}, ${body[moeda]})}, '${money(${body[total]}, EUR)}'."))
        .isEqualTo("Total: US$ 1.234,50, '€ 1.234,50'.");
  }

  @Test
  void aNumberInTheOtherNotationIsToldApartFromATextThatIsNone() {
    body.put("x", "1,200.50");
    assertThatExceptionOfType(UnusableValueException.class)
        .isThrownBy(() -> text("${number(${body[x]}, br)}"))
        .withMessageContaining("não está na notação br (1.234,56)")
        .withMessageNotContaining("1,200.50");
    body.put("x", "1.200,50");
    assertThatExceptionOfType(UnusableValueException.class)
        .isThrownBy(() -> text("${number(${body[x]}, en)}"))
        .withMessageContaining("não está na notação en (1,234.56)");
    body.put("x", "abc");
    assertThatExceptionOfType(UnusableValueException.class)
        .isThrownBy(() -> text("${number(${body[x]}, br)}"))
        .withMessageContaining("precisa de um número e recebeu um texto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.200", "1,200", "R$ 12.500"})
  void aTextThatBothNotationsCanReadIsRefusedUntilTheFlowNamesTheNotation(String text) {
    body.put("x", text);
    assertThatExceptionOfType(UnusableValueException.class)
        .isThrownBy(() -> text("${number(${body[x]})}"))
        .withMessageContaining("number(…, br)")
        .withMessageNotContaining(text);
    assertThat(value("${number(${body[x]}, en)}")).isInstanceOf(BigDecimal.class);
  }

  @Test
  void valuesOfTheWrongKindAreRefusedByFunctionAndKindAndNotShown() {
    body.put("x", "fulano@example.com");
    body.put("list", List.of("segredo"));
    for (String function : List.of("money", "number", "date", "time", "weekday")) {
      assertThatExceptionOfType(UnusableValueException.class)
          .isThrownBy(() -> text("${" + function + "(${body[x]})}"))
          .withMessageContaining("'" + function + "'")
          .withMessageContaining("um texto")
          .withMessageNotContaining("fulano");
    }
    assertThatExceptionOfType(UnusableValueException.class)
        .isThrownBy(() -> text("${firstName(${body[list]})}"))
        .withMessageContaining("uma lista")
        .withMessageNotContaining("segredo");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-05, 05/12/2026, sábado",
    "2026-12-06T01:30:00Z, 05/12/2026, sábado",
    "2026-12-06T01:30:00.123+0000, 05/12/2026, sábado",
    "2026-12-05 22:30:00, 05/12/2026, sábado",
    "05/12/2026, 05/12/2026, sábado"
  })
  void datesAreWrittenInTheZoneOfTheHub(String written, String date, String weekday) {
    body.put("x", written);
    assertThat(text("${date(${body[x]})} ${weekday(${body[x]})}")).isEqualTo(date + " " + weekday);
  }

  @Test
  void timesOfDatabasesAndOfJavaAreReadToo() {
    Instant night = Instant.parse("2026-12-06T01:30:00Z");
    body.put("instant", night);
    body.put("sql", Timestamp.from(night));
    body.put("day", LocalDate.parse("2026-12-05"));
    assertThat(text("${time(${body[instant]})} ${date(${body[sql]})} ${date(${body[day]})}"))
        .isEqualTo("22:30 05/12/2026 05/12/2026");
    assertThatExceptionOfType(UnusableValueException.class)
        .isThrownBy(() -> text("${time(${body[day]})}"))
        .withMessageContaining("sem hora");
    context.getGlobalOptions().put(HubSimple.ZONE, "Europe/Lisbon");
    assertThat(text("${time(${body[instant]})} ")).isEqualTo("01:30 ");
  }

  @Test
  void wordsAreForShortMessages() {
    body.put("name", "MARIA DA SILVA");
    body.put("phone", "+55 (11) 98765-4321");
    body.put("long", "Uma descrição comprida");
    assertThat(text("${firstName(${body[name]})}|${digits(${body[phone]})}"))
        .isEqualTo("Maria|5511987654321");
    assertThat(text("${truncate(${body[long]}, 14)}")).isEqualTo("Uma descrição…");
    assertThat(text("${uppercase(${trim(' ab ')})}${lowercase(CD)}")).isEqualTo("ABcd");
  }

  @Test
  void partsOfTextsAreNamedByWhatStandsBetweenThem() {
    body.put("email", "ana@loja.example@x");
    assertThat(text("${before(${body[email]}, '@')}|${after(${body[email]}, '@')}"))
        .isEqualTo("ana|loja.example@x");
    assertThat(text("${before(abc, ', ')}[${after(abc, ', ')}]")).isEqualTo("abc[]");
    assertThat(text("${after('a, b', ', ')}")).isEqualTo("b");
  }

  @Test
  void anEntryOfAListIsFoundByOneFieldAndGivesAnother() {
    body.put(
        "meta",
        List.of(
            "x",
            Map.of("key", "cor", "value", "azul"),
            Map.of("key", 7, "value", List.of(1)),
            Map.of("key", "cor", "value", "verde")));
    body.put("cor", "cor");
    assertThat(text("${find(${body[meta]}, key, ${body[cor]}, 'value')}!")).isEqualTo("azul!");
    assertThat(value("${find(${body[meta]}, key, 7, value)}")).isEqualTo(List.of(1));
    assertThat(value("${find(${body[meta]}, key, tamanho, value)}")).isNull();
    assertThat(value("${find(${body[none]}, key, cor, value)}")).isNull();
    assertThatExceptionOfType(UnusableValueException.class)
        .isThrownBy(() -> text("${find(${body[cor]}, key, cor, value)}"))
        .withMessageContaining("uma lista");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${body[customer][phone]}",
        "${body[none][phone][ddd]}",
        "${body[list][7][x]}",
        "${variable.none[a][b]}",
        "${header.none[a]}",
        "${exchangeProperty.none[a]}",
        "${body['customer'][\"phone\"]}"
      })
  void aMissingPartOfAPathIsNullHoweverDeep(String path) {
    body.put("customer", null);
    body.put("list", List.of(1));
    assertThat(value(path)).isNull();
    assertThat(text("[" + path + "]")).isEqualTo("[]");
    assertThat(holds(path + " == null || " + path + " == ''")).isTrue();
    assertThat(holds(path + " > 3")).isFalse();
  }

  @Test
  void aPathLeadsThroughMapsAndLists() {
    body.put("items", List.of(Map.of("name", "Vaso", "a b", 2)));
    assertThat(text("${body[items][0][name]} ${body[items][0]['a b']}")).isEqualTo("Vaso 2");
    assertThat(holds("${body[items][0][a b]} == 2")).isTrue();
    assertThat(value("${body[items][last][name]}")).isEqualTo("Vaso");
    assertThat(value("${body[items].size}")).isEqualTo(1);
  }

  @Test
  void aPathThroughATextSaysSoAndDoesNotShowIt() {
    body.put("customer", "segredo");
    assertThatExceptionOfType(UnusableValueException.class)
        .isThrownBy(() -> text("${body[customer][phone]}"))
        .withMessage(
            "'body[customer]' é um texto, e não um registro com campos: não há [phone] nele");
  }

  @Test
  void whatIsMissingStaysMissingAndMayHaveADefault() {
    body.put("blank", " ");
    assertThat(text("[${money(${body[none]})}${date(${body[blank]})}]")).isEqualTo("[]");
    assertThat(text("${default(${money(${body[none]})}, 'a combinar, talvez')}"))
        .isEqualTo("a combinar, talvez");
    assertThat(holds("${number(${body[none]})} > 0")).isFalse();
    assertThat(holds("${number(${body[none]})} == null")).isTrue();
  }

  @Test
  void whatAnArgumentHoldsIsNeverRead() {
    body.put("evil", "${body[secret]}, ${number(x)} ') } {{x}}");
    body.put("secret", "segredo");
    assertThat(text("${trim(${body[evil]})}")).isEqualTo(body.get("evil"));
    assertThat(text("${trim('${body[evil]}')}")).isEqualTo(body.get("evil"));
    assertThat(text("${default(${body[evil]}, x)}")).isEqualTo(body.get("evil"));
  }

  @Test
  void comparisonsAreExactAndKnowTheNotationOfBrazil() {
    body.put("text", "1.200,50");
    body.put("double", 1000.5);
    body.put("whole", 1000);
    assertThat(holds("${number(${body[text]})} > 1000")).isTrue();
    assertThat(holds("1000 < ${number(${body[text]})}")).isTrue();
    assertThat(holds("${number(${body[text]})} == 1200.5 && ${body[whole]} == 1000")).isTrue();
    assertThat(holds("${number(${body[text]})} > ${number(${body[double]})}")).isTrue();
    assertThat(holds("${body[double]} > 1000")).isTrue();
    assertThat(holds("${body[double]} > ${body[whole]} && ${body[whole]} <= '1000'")).isTrue();
    assertThat(holds("${body[double]} <= 1000 || ${body[whole]} < 1000")).isFalse();
    assertThat(holds("${number(${body[text]})} != 1200.50")).isFalse();
  }

  @Test
  void aTextIsNotComparedWithANumberInSilence() {
    body.put("text", "1.200,50");
    body.put("other", "900,00");
    for (String comparison :
        List.of(
            "${body[text]} > 1000",
            "${body[text]} > '1000'",
            "1000 < ${body[text]}",
            "${body[text]} > ${body[other]}")) {
      assertThatExceptionOfType(UnusableValueException.class)
          .as(comparison)
          .isThrownBy(() -> holds(comparison))
          .withMessageContaining("${number(…)}")
          .withMessageNotContaining("200");
    }
  }

  @Test
  void comparisonsWithoutNumbersAreThoseOfCamel() {
    body.put("day", "2026-12-05");
    body.put("next", "2026-12-06");
    assertThat(holds("${body[day]} < ${body[next]} && ${body[day]} < '2026-12-31'")).isTrue();
    assertThat(holds("${body[none]} > 3")).isFalse();
    assertThat(holds("'a > 3' == 'a > 3'")).isTrue();
  }

  @Test
  void theFunctionsWorkInsideThoseOfCamel() {
    body.put("total", "1.200,50");
    assertThat(text("${iif(${number(${body[total]})} > 1000, ${money(${body[total]})}, pouco)}"))
        .isEqualTo("R$ 1.200,50");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "${money()};with braces;0",
        "abc ${money(body[total])};${money(${body[total]})};4",
        "${money(${body[x]}, USD, 2)};1 or 2 arguments;0",
        "a ${monye(${body[x]})};Unknown function;2",
        "${truncate(${body[x]})};2 arguments;0"
      })
  void aCallThatCannotBeRightIsRefusedWhereItStands(String text, String message, int place) {
    assertThatExceptionOfType(SimpleIllegalSyntaxException.class)
        .isThrownBy(() -> text(text))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getIndex()).isBetween(place, place + 9));
  }

  private Exchange exchange() {
    Exchange exchange = new DefaultExchange(context);
    exchange.getMessage().setBody(body);
    return exchange;
  }

  private @Nullable Object value(String text) {
    var expression = context.resolveLanguage("simple").createExpression(text);
    expression.init(context);
    return expression.evaluate(exchange(), Object.class);
  }

  private String text(String text) {
    var expression = context.resolveLanguage("simple").createExpression(text);
    expression.init(context);
    return expression.evaluate(exchange(), String.class);
  }

  private boolean holds(String text) {
    var predicate = context.resolveLanguage("simple").createPredicate(text);
    predicate.init(context);
    return predicate.matches(exchange());
  }
}
