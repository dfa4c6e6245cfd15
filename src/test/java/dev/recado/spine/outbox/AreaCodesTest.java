package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.outbox.AreaCodes.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AreaCodesTest {

  private static final Instant SOME_DAY = Instant.parse("2026-03-04T12:00:00Z");

  @Test
  void exactlyTheAreaCodesOfTheContractHaveAPlace() {
    List<String> known =
        IntStream.range(0, 100)
            .mapToObj("%02d"::formatted)
            .filter(ddd -> AreaCodes.of(ddd).isPresent())
            .toList();

    assertThat(String.join(" ", known))
        .isEqualTo(
            "11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 "
                + "41 42 43 44 45 46 47 48 49 51 53 54 55 61 62 63 64 65 66 67 68 69 "
                + "71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99");
  }

  @Test
  void allTwentySevenFederativeUnitsAreThere() {
    assertThat(places().map(Place::uf).distinct()).hasSize(27);
  }

  @ParameterizedTest
  @CsvSource({
    "11, SP, America/Sao_Paulo",
    "21, RJ, America/Sao_Paulo",
    "28, ES, America/Sao_Paulo",
    "38, MG, America/Sao_Paulo",
    "46, PR, America/Sao_Paulo",
    "47, SC, America/Sao_Paulo",
    "53, RS, America/Sao_Paulo",
    "61, DF, America/Sao_Paulo",
    "64, GO, America/Sao_Paulo",
    "63, TO, America/Araguaina",
    "66, MT, America/Cuiaba",
    "67, MS, America/Campo_Grande",
    "68, AC, America/Rio_Branco",
    "69, RO, America/Porto_Velho",
    "77, BA, America/Bahia",
    "79, SE, America/Maceio",
    "82, AL, America/Maceio",
    "87, PE, America/Recife",
    "83, PB, America/Fortaleza",
    "84, RN, America/Fortaleza",
    "88, CE, America/Fortaleza",
    "89, PI, America/Fortaleza",
    "98, MA, America/Fortaleza",
    "91, PA, America/Belem",
    "93, PA, America/Santarem",
    "96, AP, America/Belem",
    "95, RR, America/Boa_Vista",
    "97, AM, America/Manaus"
  })
  void anAreaCodeTellsTheStateAndItsTime(String ddd, String uf, String zone) {
    assertThat(AreaCodes.of(ddd)).contains(new Place(uf, ZoneId.of(zone)));
  }

  @ParameterizedTest
  @CsvSource({"92, -4", "97, -4", "65, -4", "66, -4", "67, -4", "69, -4", "95, -4", "68, -5"})
  void theWestIsBehindBrasilia(String ddd, int hours) {
    assertThat(AreaCodes.of(ddd).map(AreaCodesTest::offset)).contains(ZoneOffset.ofHours(hours));
  }

  @Test
  void everywhereElseIsOnBrasiliasTime() {
    assertThat(places().filter(place -> offset(place).equals(ZoneOffset.ofHours(-3)))).hasSize(59);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "00", "20", "23", "52", "011", "+5", "SP"})
  void anUnknownAreaCodeHasNoPlace(String ddd) {
    assertThat(AreaCodes.of(ddd)).isEmpty();
  }

  private static Stream<Place> places() {
    return IntStream.range(0, 100)
        .mapToObj("%02d"::formatted)
        .map(AreaCodes::of)
        .flatMap(Optional::stream);
  }

  private static ZoneOffset offset(Place place) {
    return place.zone().getRules().getOffset(SOME_DAY);
  }
}
