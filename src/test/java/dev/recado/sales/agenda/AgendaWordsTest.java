package dev.recado.sales.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads how customers name times, offers and wishes. It is Tuesday, 1 December 2026, 10:00. */
class AgendaWordsTest {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final Instant NOW = Instant.parse("2026-12-01T13:00:00Z");

  private static WishedTime wish(String text) {
    return WishedTime.in(text, NOW, ZONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quero agendar amanhã às 15h|2026-12-02|15:00",
        "sexta às 15h30|2026-12-04|15:30",
        "02/12 9h|2026-12-02|09:00",
        "dia 10 às 3 da tarde|2026-12-10|15:00",
        "segunda-feira às 9 da manhã|2026-12-07|09:00",
        "2026-12-02 15:00|2026-12-02|15:00",
        "depois de amanhã ao meio-dia|2026-12-03|12:00"
      })
  void oneDayAndOneTimeAreClear(String text, LocalDate day, LocalTime time) {
    assertThat(wish(text).day()).isEqualTo(day);
    assertThat(wish(text).time()).isEqualTo(time);
    assertThat(wish(text).either()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dia 5 ou 6",
        "dias 5 e 6 às 10h",
        "quinta ou sexta às 10h",
        "amanhã às 15 ou 16h",
        "amanhã às 10h ou às 11h"
      })
  void twoDaysOrTwoTimesLeaveAChoice(String text) {
    assertThat(wish(text).either()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amanhã de manhã|00:00|12:00",
        "sexta à tarde|12:00|18:00",
        "amanhã no fim da tarde|16:00|18:00",
        "quinta depois do almoço|13:00|18:00",
        "amanhã entre 14h e 16h|14:00|16:00",
        "amanhã das 9h às 11h|09:00|11:00",
        "sexta antes das 10h|00:00|10:00"
      })
  void aPartOfTheDayIsAWindow(String text, LocalTime from, LocalTime to) {
    assertThat(wish(text).times()).isEmpty();
    assertThat(wish(text).either()).isFalse();
    assertThat(wish(text).window()).isEqualTo(new Window(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"amanhã depois das 15h", "amanhã a partir das 15h"})
  void fromAnHourOnIsAWindowToTheEndOfTheDay(String text) {
    assertThat(wish(text).window()).isEqualTo(new Window(LocalTime.of(15, 0), LocalTime.MAX));
  }

  @Test
  void amanhaIsNotReadAsManha() {
    assertThat(wish("amanhã").window()).isNull();
    assertThat(wish("qualquer coisa").saysNothing()).isTrue();
  }

  @Test
  void aBareHourMayMeanTheAfternoonButAnHourWithMinutesDoesNot() {
    assertThat(wish("amanhã às 3").exact()).isFalse();
    assertThat(wish("amanhã às 03:00").exact()).isTrue();
    assertThat(wish("amanhã às 3 da manhã").exact()).isTrue();
    assertThat(wish("amanhã às 3 da tarde").time()).isEqualTo(LocalTime.of(15, 0));
  }

  @Test
  void theOldTimeIsNotReadAsTheNewTime() {
    WishedTime moved =
        wish("remarcar de quinta para sexta às 10h")
            .without(LocalDate.of(2026, 12, 3), LocalTime.of(15, 0));
    assertThat(moved.day()).isEqualTo(LocalDate.of(2026, 12, 4));
    assertThat(moved.either()).isFalse();
  }

  private static final Offers OFFERS =
      new Offers(
          List.of(
              Instant.parse("2026-12-02T12:00:00Z"),
              Instant.parse("2026-12-02T18:00:00Z"),
              Instant.parse("2026-12-03T18:30:00Z")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|2026-12-02T12:00:00Z",
        "2.|2026-12-02T18:00:00Z",
        "opção 2|2026-12-02T18:00:00Z",
        "quero o 3|2026-12-03T18:30:00Z",
        "a segunda|2026-12-02T18:00:00Z",
        "segunda opção|2026-12-02T18:00:00Z",
        "pode ser a primeira|2026-12-02T12:00:00Z",
        "o último por favor|2026-12-03T18:30:00Z",
        "às 15h|2026-12-02T18:00:00Z",
        "às 3|2026-12-02T18:00:00Z",
        "15h30|2026-12-03T18:30:00Z",
        "na quinta|2026-12-03T18:30:00Z"
      })
  void anOfferIsChosenByNumberOrdinalOrTime(String answer, Instant start) {
    assertThat(OFFERS.meant(answer, wish(answer), ZONE)).contains(start);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "segunda", "sim", "tanto faz", "amanhã", "às 16h", "0", "99"})
  void anAnswerThatFitsNoOfferOrSeveralChoosesNone(String answer) {
    assertThat(OFFERS.meant(answer, wish(answer), ZONE)).isEmpty();
  }

  @Test
  void yesAcceptsASingleOffer() {
    Offers one = new Offers(OFFERS.starts().subList(0, 1));
    assertThat(one.meant("Sim, pode ser!", wish("Sim, pode ser!"), ZONE)).isPresent();
    assertThat(Offers.NONE.meant("sim", wish("sim"), ZONE)).isEmpty();
  }

  @Test
  void aNumberBeyondTheListIsAnHour() {
    assertThat(OFFERS.bareHour("16")).contains(LocalTime.of(16, 0));
    assertThat(OFFERS.bareHour("2")).isEmpty();
    assertThat(OFFERS.bareHour("45")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "preciso cancelar meu horário|CANCEL",
        "quero desmarcar|CANCEL",
        "não quero cancelar|SHOW",
        "quero cancelar minha compra|NONE",
        "quero remarcar para sexta 10h|MOVE",
        "dá pra mudar meu horário?|MOVE",
        "qual é o meu horário?|SHOW",
        "que dia ficou marcado?|SHOW",
        "confirmo meu horário|SHOW",
        "nenhum desses|OTHER",
        "tem outro dia?|OTHER",
        "deixa pra lá|STOP",
        "não quero mais|STOP",
        "não, obrigada|STOP",
        "quero agendar amanhã|NONE",
        "a segunda|NONE"
      })
  void theWordsTellWhatTheCustomerWants(String text, Wanted command) {
    assertThat(Wanted.of(text)).isEqualTo(command);
  }
}
