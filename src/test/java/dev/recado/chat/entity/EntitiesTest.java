package dev.recado.chat.entity;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of each text, written on a Wednesday. */
class EntitiesTest {

  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final String WEDNESDAY = "2026-11-18";

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          me envie o comprovante da compra do dia 17/11 > data > 2027-11-17
          nasci em 23 de novembro de 82                 > data > 1982-11-23
          amanhã às 20 horas                            > hora > 20:00
          chego antes das 7 da noite                    > hora > 19:00
          hum mil e três reais                          > valor > 1003.00
          R$1500                                        > valor > 1500.00
          consigo 1,5 mil por mês                       > valor > 1500.00
          12x de 89,90 sem juros                        > parcelas > 12
          meu cnpj é 12.ABC.345/01DE-35                 > cnpj > 12ABC34501DE35
          CPF: 111.444.777/35                           > cpf > 11144477735
          15h30min                                      > hora > 15:30
          fim do mês                                    > data > 2026-11-30
          mil e duzentos                                > valor > 1200.00
          meu zap é 11 8111-2015                        > telefone > 5511981112015
          """)
  void theFactsThatFlowsGet(String text, String name, String value) {
    Instant now = LocalDateTime.parse(WEDNESDAY + "T10:00").atZone(SAO_PAULO).toInstant();
    assertThat(Entities.facts(Entities.find(text, now, SAO_PAULO)).get(name)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          R$ 1.500                                | AMOUNT 1500.00
          R$1.500,50                              | AMOUNT 1500.50
          r$ 50                                   | AMOUNT 50.00
          R$ 150.00                               | AMOUNT 150.00
          R$ 50 reais                             | AMOUNT 50.00
          pago R$ 10 mil hoje cedo não            | AMOUNT 10000.00, DATE 2026-11-18
          R$ 2,5 mil                              | AMOUNT 2500.00
          R$ 1 milhão                             | AMOUNT 1000000.00
          um milhão e meio                        | AMOUNT 1500000.00
          R$ 2 milhões e meio                     | AMOUNT 2500000.00
          dois milhões e quinhentos mil reais     | AMOUNT 2500000.00
          300 por mês                             | AMOUNT 300.00
          consigo pagar 250 ao mês                | AMOUNT 250.00
          dou 500 de entrada                      | AMOUNT 500.00
          3 por mês                               | -
          150 reais                               | AMOUNT 150.00
          150 real                                | AMOUNT 150.00
          150,00 reais                            | AMOUNT 150.00
          1500,00                                 | AMOUNT 1500.00
          1.500,00 reais                          | AMOUNT 1500.00
          *150 reais*                             | AMOUNT 150.00
          mil e duzentos                          | AMOUNT 1200.00
          mil reais                               | AMOUNT 1000.00
          consigo mil                             | AMOUNT 1000.00
          dois mil e quinhentos reais             | AMOUNT 2500.00
          tres mil                                | AMOUNT 3000.00
          Três mil e quinhentos                   | AMOUNT 3500.00
          vinte e um mil duzentos e trinta e dois | AMOUNT 21232.00
          quatorze reais                          | AMOUNT 14.00
          vinte um reais                          | AMOUNT 21.00
          cento e cinquenta conto                 | AMOUNT 150.00
          cento e cinquenta contos                | AMOUNT 150.00
          50 pila                                 | AMOUNT 50.00
          2 mil                                   | AMOUNT 2000.00
          2 mil e 500                             | AMOUNT 2500.00
          2 mil e quinhentos                      | AMOUNT 2500.00
          1,5 mil                                 | AMOUNT 1500.00
          2k                                      | AMOUNT 2000.00
          1,5k                                    | AMOUNT 1500.00
          2 milhões de reais                      | AMOUNT 2000000.00
          50 centavos                             | AMOUNT 0.50
          cinquenta centavos                      | AMOUNT 0.50
          dez reais e cinquenta centavos          | AMOUNT 10.50
          dez reais e cinquenta                   | AMOUNT 10.50
          10 reais e 5 pizzas                     | AMOUNT 10.00, QUANTITY 5
          R$ 50 camisetas                         | AMOUNT 50.00
          R$ 10, R$ 20 e R$ 30                    | AMOUNT 10.00, AMOUNT 20.00, AMOUNT 30.00
          até dois mil reais                      | AMOUNT 2000.00
          posso pagar em dois mil e vinte e seis  | -
          dezembro de dois mil e vinte e seis     | -
          uma divida de dois mil e cinquenta      | AMOUNT 2050.00
          R$ 1,500                                | -
          12                                      | -
          2026                                    | -
          1.500                                   | -
          tô a mil                                | -
          mil desculpas                           | QUANTITY 1000
          1,70 m                                  | -
          milho verde                             | -
          dez e vinte                             | -
          """)
  void amounts(String text, String meaning) {
    assertThat(meaning(text)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10%                     | PERCENT 10
          12,5 % de desconto      | PERCENT 12.5
          10,50%                  | PERCENT 10.50
          10 por cento            | PERCENT 10
          dez por cento           | PERCENT 10
          cem por cento           | PERCENT 100
          pago metade agora       | PERCENT 50
          a%20b                   | -
          """)
  void percents(String text, String meaning) {
    assertThat(meaning(text)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          em 3x                       | INSTALLMENTS 3
          3 x                         | INSTALLMENTS 3
          3X sem juros                | INSTALLMENTS 3
          3 vezes                     | INSTALLMENTS 3
          em três vezes               | INSTALLMENTS 3
          em tres vezes               | INSTALLMENTS 3
          em duas vezes               | INSTALLMENTS 2
          parcelar em 10              | INSTALLMENTS 10
          dividir o valor em dez      | INSTALLMENTS 10
          parcelado em 6x             | INSTALLMENTS 6
          12 parcelas                 | INSTALLMENTS 12
          a vista                     | INSTALLMENTS 1
          à vista                     | INSTALLMENTS 1
          pago avista                 | INSTALLMENTS 1
          3x de 150 reais             | INSTALLMENTS 3, AMOUNT 150.00
          3x R$ 150                   | INSTALLMENTS 3, AMOUNT 150.00
          3x 150,00                   | INSTALLMENTS 3, AMOUNT 150.00
          10 parcelas de R$ 99,90     | INSTALLMENTS 10, AMOUNT 99.90
          pagar as 15 parcelas        | INSTALLMENTS 15
          foto 10x15                  | -
          0x                          | -
          999 vezes                   | -
          3 vezes por semana          | -
          segunda parcela             | -
          parcelar em 10 dias         | DATE 2026-11-28
          parcelado em 24 meses       | INSTALLMENTS 24
          dividir tudo em seis meses  | INSTALLMENTS 6
          6 x 200                     | INSTALLMENTS 6
          10x 1500                    | INSTALLMENTS 10
          mesa de 2 x 100 cm          | -
          mesa de 80 x 200            | -
          painel 3 x 120 x 40         | -
          """)
  void installments(String text, String meaning) {
    assertThat(meaning(text)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hoje                        | 2026-11-18
          hj                          | 2026-11-18
          amanhã                      | 2026-11-19
          amanha                      | 2026-11-19
          AMANHÃ cedo                 | 2026-11-19
          depois de amanhã            | 2026-11-20
          ontem                       | 2026-11-17
          anteontem                   | 2026-11-16
          sexta                       | 2026-11-20
          sexta-feira                 | 2026-11-20
          sexta feira                 | 2026-11-20
          sexta que vem               | 2026-11-20
          próxima segunda             | 2026-11-23
          pago segunda                | 2026-11-23
          quarta                      | 2026-11-25
          nessa quinta                | 2026-11-19
          terça                       | 2026-11-24
          sábado                      | 2026-11-21
          domingo                     | 2026-11-22
          sexta da semana que vem     | 2026-11-27
          6ª feira                    | 2026-11-20
          na seg                      | 2026-11-23
          na sex as 10                | 2026-11-20, TIME 10:00
          semana que vem              | 2026-11-23
          próxima semana              | 2026-11-23
          daqui a 3 dias              | 2026-11-21
          daqui 3 dias                | 2026-11-21
          daqui a uma semana          | 2026-11-25
          em 2 semanas                | 2026-12-02
          em quinze dias              | 2026-12-03
          em 1 mês                    | 2026-12-18
          fim do mês                  | 2026-11-30
          final do mês que vem        | 2026-12-31
          """)
  void daysRelativeToToday(String text, String day) {
    assertThat(meaning(text)).isEqualTo("DATE " + day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dia 18                      | 2026-11-18
          dia 20                      | 2026-11-20
          dia 12                      | 2026-12-12
          dia 31                      | 2026-12-31
          dia dez                     | 2026-12-10
          dia 1º                      | 2026-12-01
          dia primeiro                | 2026-12-01
          dia 5 do mês que vem        | 2026-12-05
          dia 25 deste mês            | 2026-11-25
          dia 5 desse mês             | 2026-11-05
          15/01                       | 2027-01-15
          dia 15/01                   | 2027-01-15
          18/11                       | 2026-11-18
          17/11                       | 2027-11-17
          5/12                        | 2026-12-05
          29/02                       | 2028-02-29
          15/01/2027                  | 2027-01-15
          15/01/27                    | 2027-01-15
          15-01-26                    | 2026-01-15
          15.01.2027                  | 2027-01-15
          20/05/85                    | 1985-05-20
          2027-01-15                  | 2027-01-15
          15 de janeiro               | 2027-01-15
          15 janeiro                  | 2027-01-15
          15 de jan                   | 2027-01-15
          quinze de janeiro           | 2027-01-15
          1º de dezembro              | 2026-12-01
          primeiro de dezembro        | 2026-12-01
          20 de Março de 2028         | 2028-03-20
          dia 20 de março             | 2027-03-20
          natal                                  | 2026-12-25
          pode ser antes do natal?               | 2026-12-25
          no Natal vocês abrem?                  | 2026-12-25
          véspera de natal                       | 2026-12-24
          na véspera de ano novo                 | 2026-12-31
          no réveillon                           | 2026-12-31
          no ano novo                            | 2027-01-01
          até o dia das crianças                 | 2027-10-12
          no dia do trabalho                     | 2027-05-01
          """)
  void daysOfTheCalendar(String text, String day) {
    assertThat(meaning(text)).isEqualTo("DATE " + day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          31/02
          31/02/2027
          31 de fevereiro
          dia 31 de fevereiro
          dia 32
          dia 0
          15/13
          32/01/2027
          29/02/2027
          1/2 pizza
          24/7
          parcela 3/12
          10.10.25.3
          hoje em dia
          feliz natal
          feliz ano novo
          vocês entregam em Natal?
          promoção de natal
          moro em Natal
          segunda via
          quero a segunda opção
          terça parte
          abrem de segunda a sexta?
          segunda-feira a sexta-feira
          em 5 dias úteis
          um dom
          quero ter
          bom dia 12
          """)
  void textsThatOnlyLookLikeADay(String text) {
    assertThat(meaning(text)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-02-15, dia 31, 2027-03-31",
    "2027-01-31, dia 31, 2027-01-31",
    "2027-01-31, dia 30, 2027-03-30",
    "2026-11-20, sexta, 2026-11-27",
    "2026-11-23, semana que vem, 2026-11-30",
    "2026-11-23, sexta da semana que vem, 2026-12-04",
    "2026-12-31, amanhã, 2027-01-01",
    "2027-01-31, em 1 mês, 2027-02-28",
  })
  void daysOnOtherDays(String today, String text, String day) {
    assertThat(meaning(text, today)).isEqualTo("DATE " + day);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          às 15h                      | 15:00
          as 15                       | 15:00
          15h                         | 15:00
          15h30                       | 15:30
          15h30min                    | 15:30
          15:30                       | 15:30
          15:30h                      | 15:30
          9:05                        | 09:05
          15 horas                    | 15:00
          15hs                        | 15:00
          15hrs                       | 15:00
          às 15 horas e 20 minutos    | 15:20
          3 da tarde                  | 15:00
          às 3 da tarde               | 15:00
          3h da tarde                 | 15:00
          três da tarde               | 15:00
          às 3 e meia da tarde        | 15:30
          às três e quinze            | 03:15
          às 15 e 30                  | 15:30
          8 da noite                  | 20:00
          9 da manhã                  | 09:00
          12 da noite                 | 00:00
          1 da madrugada              | 01:00
          uma da tarde                | 13:00
          à uma hora                  | 01:00
          meio-dia                    | 12:00
          meio dia e meia             | 12:30
          ao meio dia                 | 12:00
          meia-noite                  | 00:00
          a partir das 9              | 09:00
          pelas 10                    | 10:00
          15h de amanhã               | 15:00, DATE 2026-11-19
          9 e meia                    | 09:30
          nove e meia                 | 09:30
          pode ser dez e meia?        | 10:30
          8 e meia da noite           | 20:30
          quinze para as dez          | 09:45
          quinze pras dez da noite    | 21:45
          10 pras 8                   | 07:50
          vinte para o meio-dia       | 11:40
          10 minutos para as 9h       | 08:50
          das 9 às 18                 | 09:00, TIME 18:00
          das 8h às 18h               | 08:00, TIME 18:00
          amanhã 15h                  | DATE
          """)
  void times(String text, String time) {
    assertThat(meaning(text))
        .isEqualTo(time.equals("DATE") ? "DATE 2026-11-19, TIME 15:00" : "TIME " + time);
  }

  @ParameterizedTest
  @CsvSource({
    "24h",
    "às 25h",
    "15:60",
    "funciona 24 horas",
    "espero há 2 horas",
    "daqui a 2 horas",
    "em 3 horas",
    "2 horas atrás",
    "quero as duas",
    "meia pizza",
    "dois e meio",
    "1:2",
  })
  void textsThatOnlyLookLikeATime(String text) {
    assertThat(meaning(text)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 unidades                  | 2
          duas caixas                 | 2
          3 pizzas                    | 3
          quero as 3 pizzas           | 3
          quero três pizzas           | 3
          uma dúzia                   | 12
          duas dúzias de ovos         | 24
          meia dúzia                  | 6
          5 un                        | 5
          5un                         | 5
          10 pçs                      | 10
          10 pcs.                     | 10
          uma caixa                   | 1
          quero 1 pizza               | 1
          1.500 unidades              | 1500
          2 mil unidades              | 2000
          2kg de linguiça             | 2
          """)
  void quantities(String text, String quantity) {
    assertThat(meaning(text)).isEqualTo("QUANTITY " + quantity);
  }

  @ParameterizedTest
  @CsvSource({
    "moro aqui há 3 anos",
    "opção 1 quero",
    "10-15 pizzas",
    "uma dúvida",
    "pizza quatro queijos",
    "12 depois",
    "sala 12 vamos",
  })
  void textsThatOnlyLookLikeAQuantity(String text) {
    assertThat(meaning(text)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dia 12 as 10 | DATE 2026-12-12, TIME 10:00
          3 pizzas de 50 reais amanhã às 20h | QUANTITY 3, AMOUNT 50.00, DATE 2026-11-19, TIME 20:00
          pago 50% hoje e o resto dia 5 | PERCENT 50, DATE 2026-11-18, DATE 2026-12-05
          me liga (11) 98765-4321 sexta as 9 | PHONE 5511987654321, DATE 2026-11-20, TIME 09:00
          cpf 529.982.247-25, joao@x.com.br | CPF 52998224725, EMAIL joao@x.com.br
          R$ 1.500,00 em 10x no dia 15/01 às 14:30 | AMOUNT 1500.00, INSTALLMENTS 10, DATE 2027-01-15, TIME 14:30
          12 11 98765-4321 | PHONE 5511987654321
          2026-11-22 15:00 | DATE 2026-11-22, TIME 15:00
          https://loja.com/p/52998224725?v=R$50 amanhã | DATE 2026-11-19
          sexta dia 27 às 9 | DATE 2026-11-27, TIME 09:00
          sexta-feira, 27/11, 15h | DATE 2026-11-27, TIME 15:00
          2 x-burguer | -
          2 mil reais em 2x dia 5, 5 mil dia 20 | AMOUNT 2000.00, INSTALLMENTS 2, DATE 2026-12-05, AMOUNT 5000.00, DATE 2026-11-20
          00020126330014BR.GOV.BCB.PIX01115794666323452040000530398654041.005802BR5925CLENILTON CRUZ DE ALENCAR6006MANAUS62070503***6304FA88 | -
          34191.79001 01043.510047 91020.150008 5 12340000012345 | -
          Rua das Flores, 123, apto 45, CEP 01310-100 | -
          bom dia, tudo bem? | -
          👍🏽 ❤️ | -
          """)
  void sentences(String text, String meaning) {
    assertThat(meaning(text)).isEqualTo(meaning);
  }

  private static String meaning(String text) {
    return meaning(text, WEDNESDAY);
  }

  private static String meaning(String text, String today) {
    Instant now = LocalDateTime.parse(today + "T10:00").atZone(SAO_PAULO).toInstant();
    String meaning =
        Entities.find(text, now, SAO_PAULO).stream()
            .map(entity -> entity.type() + " " + entity.value())
            .collect(joining(", "));
    return meaning.isEmpty() ? "-" : meaning;
  }
}
