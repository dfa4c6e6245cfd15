package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.recado.spine.outbox.AreaCodes.Place;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.constraints.InstantRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {

  private static final QuietHours PER_STATE = QuietHours.preset("per-state");
  private static final QuietHours NATIONAL = QuietHours.preset("national");
  private static final QuietHours STRICT = QuietHours.preset("strict");

  private static final ZoneId BRASILIA = ZoneId.of("America/Sao_Paulo");
  private static final Optional<String> SAO_PAULO = Optional.of("11");
  private static final Optional<String> RIO = Optional.of("21");
  private static final Optional<String> MANAUS = Optional.of("92");
  private static final Optional<String> RIO_BRANCO = Optional.of("68");
  private static final Optional<String> ABROAD = Optional.empty();

  private static final LocalDate WEDNESDAY = LocalDate.parse("2026-03-04");
  private static final LocalDate SATURDAY = LocalDate.parse("2026-03-07");
  private static final LocalDate SUNDAY = LocalDate.parse("2026-03-08");
  private static final LocalDate MONDAY = LocalDate.parse("2026-03-09");

  private static final String FROM = "2018-01-01T00:00:00Z";
  private static final String TO = "2045-12-31T23:59:59Z";
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  // One working day

  @ParameterizedTest(name = "{0}, area code {1}: {2} to {3}")
  @CsvSource({
    "per-state, 11,  8, 20", // São Paulo
    "per-state, 21,  9, 19", // Rio de Janeiro
    "per-state, 27,  8, 19", // Espírito Santo
    "per-state, 92,  8, 19", // Amazonas
    "per-state, 82,  8, 20", // Alagoas
    "per-state, 31,  8, 20", // Minas Gerais has no law of its own
    "per-state, 23,  8, 20", // no such area code
    "per-state,   ,  8, 20", // a foreign number
    "national,  21,  8, 20",
    "national,    ,  8, 20",
    "strict,    11,  9, 19",
    "strict,    92,  9, 19",
    "strict,      ,  9, 19"
  })
  void weekdayOpensOnTheHourAndClosesOnTheHour(
      String preset, @Nullable String ddd, int opens, int closes) {
    QuietHours hours = QuietHours.preset(preset);
    Optional<String> areaCode = Optional.ofNullable(ddd);
    Instant opening = hour(WEDNESDAY, opens, areaCode);
    Instant closing = hour(WEDNESDAY, closes, areaCode);

    assertThat(hours.nextOpening(opening.minusNanos(1), areaCode)).contains(opening);
    assertThat(hours.nextOpening(opening, areaCode)).isEmpty();
    assertThat(hours.nextOpening(closing.minusNanos(1), areaCode)).isEmpty();
    assertThat(hours.nextOpening(closing, areaCode))
        .contains(hour(WEDNESDAY.plusDays(1), opens, areaCode));
  }

  // Weekends

  @ParameterizedTest(name = "{0}, area code {1}")
  @CsvSource({
    "per-state, 11",
    "per-state, 82",
    "per-state, 31",
    "per-state, 23",
    "per-state,",
    "national, 21"
  })
  void saturdayIsAllowedFromEightToFourteen(String preset, @Nullable String ddd) {
    QuietHours hours = QuietHours.preset(preset);
    Optional<String> areaCode = Optional.ofNullable(ddd);
    Instant opening = hour(SATURDAY, 8, areaCode);
    Instant closing = hour(SATURDAY, 14, areaCode);

    assertThat(hours.nextOpening(opening.minusNanos(1), areaCode)).contains(opening);
    assertThat(hours.nextOpening(opening, areaCode)).isEmpty();
    assertThat(hours.nextOpening(closing.minusNanos(1), areaCode)).isEmpty();
    assertThat(hours.nextOpening(closing, areaCode)).contains(hour(MONDAY, 8, areaCode));
  }

  @ParameterizedTest(name = "{0}, area code {1}")
  @CsvSource({"per-state, 21, 9", "per-state, 27, 8", "per-state, 92, 8", "strict, 11, 9"})
  void saturdayWaitsForMondayIfTheLawDoesNotNameIt(String preset, String ddd, int opens) {
    Optional<String> areaCode = Optional.of(ddd);

    assertThat(QuietHours.preset(preset).nextOpening(hour(SATURDAY, 10, areaCode), areaCode))
        .contains(hour(MONDAY, opens, areaCode));
  }

  @ParameterizedTest
  @CsvSource({"per-state, 8", "national, 8", "strict, 9"})
  void sundayIsNeverAllowed(String preset, int opens) {
    assertThat(QuietHours.preset(preset).nextOpening(brasilia(SUNDAY, 11), SAO_PAULO))
        .contains(brasilia(MONDAY, opens));
  }

  // Holidays

  @Test
  void quietDaysOfAYearAreItsNationalHolidaysAndSundays() {
    LocalDate newYear = LocalDate.parse("2026-01-01");

    Stream<LocalDate> quiet =
        newYear
            .datesUntil(newYear.plusYears(1))
            .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY)
            .filter(QuietHoursTest::isQuietAtNoon);

    assertThat(quiet)
        .as("the tenth holiday, 15 November, is a Sunday")
        .containsExactly(
            newYear,
            LocalDate.parse("2026-04-03"),
            LocalDate.parse("2026-04-21"),
            LocalDate.parse("2026-05-01"),
            LocalDate.parse("2026-09-07"),
            LocalDate.parse("2026-10-12"),
            LocalDate.parse("2026-11-02"),
            LocalDate.parse("2026-11-20"),
            LocalDate.parse("2026-12-25"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-16", "2026-02-17", "2026-02-18", "2026-06-04"})
  void carnivalAshWednesdayAndCorpusChristiAreNotLegalHolidays(LocalDate optional) {
    assertThat(isQuietAtNoon(optional)).isFalse();
  }

  @Test
  void blackAwarenessDayIsAHolidaySinceTheLawOf2023() {
    assertThat(isQuietAtNoon(LocalDate.parse("2023-11-20"))).isFalse();
    assertThat(isQuietAtNoon(LocalDate.parse("2024-11-20"))).isTrue();
    assertThat(isQuietAtNoon(LocalDate.parse("2025-11-20"))).isTrue();
  }

  @Test
  void eveningBeforeAHolidayWaitsForTheDayAfter() {
    assertThat(NATIONAL.nextOpening(at("2026-04-20T20:00"), SAO_PAULO))
        .contains(at("2026-04-22T08:00"));
  }

  @Test
  void christmasFridayEveningWaitsForSaturdayOrForMondayIfThatIsQuiet() {
    Instant christmasEvening = at("2026-12-25T21:00");

    assertThat(PER_STATE.nextOpening(christmasEvening, SAO_PAULO)).contains(at("2026-12-26T08:00"));
    assertThat(PER_STATE.nextOpening(christmasEvening, RIO)).contains(at("2026-12-28T09:00"));
  }

  @Test
  void weekendBetweenTwoHolidaysIsOneLongWait() {
    Instant maundyThursdayEvening = at("2025-04-17T19:00");

    assertThat(STRICT.nextOpening(maundyThursdayEvening, SAO_PAULO))
        .as("Good Friday, Saturday, Easter, Tiradentes")
        .contains(at("2025-04-22T09:00"));
  }

  @Test
  void newYearIsKnownFromTheYearBefore() {
    assertThat(PER_STATE.nextOpening(at("2026-12-31T19:00"), RIO)).contains(at("2027-01-04T09:00"));
  }

  @Test
  void holidayOnASaturdayIsQuiet() {
    assertThat(NATIONAL.nextOpening(at("2027-12-25T10:00"), SAO_PAULO))
        .contains(at("2027-12-27T08:00"));
  }

  // Time zones

  @Test
  void manausIsStillOpenWhenSaoPauloHasClosed() {
    Instant now = at("2026-03-04T20:30");

    assertThat(now.atZone(ZoneId.of("America/Manaus")).toLocalTime()).isEqualTo("19:30");
    assertThat(NATIONAL.nextOpening(now, MANAUS)).isEmpty();
    assertThat(NATIONAL.nextOpening(now, SAO_PAULO)).contains(brasilia(WEDNESDAY.plusDays(1), 8));
    assertThat(PER_STATE.nextOpening(now, MANAUS))
        .as("the law of Amazonas ends the day at 19")
        .contains(brasilia(WEDNESDAY.plusDays(1), 9));
  }

  @Test
  void rioBrancoOpensTwoHoursAfterSaoPaulo() {
    assertThat(NATIONAL.nextOpening(brasilia(WEDNESDAY, 9), SAO_PAULO)).isEmpty();
    assertThat(NATIONAL.nextOpening(brasilia(WEDNESDAY, 9), RIO_BRANCO))
        .contains(brasilia(WEDNESDAY, 10));
  }

  @Test
  void daylightSavingOfPastYearsIsKnown() {
    assertThat(NATIONAL.nextOpening(Instant.parse("2019-01-07T10:00:00Z"), SAO_PAULO)).isEmpty();
    assertThat(NATIONAL.nextOpening(Instant.parse("2020-01-06T10:00:00Z"), SAO_PAULO))
        .contains(Instant.parse("2020-01-06T11:00:00Z"));
  }

  @Test
  void numbersWithoutAPlaceUseTheTimeZoneOfTheHub() {
    QuietHours inManaus = QuietHours.preset("per-state", ZoneId.of("America/Manaus"));
    Instant now = brasilia(WEDNESDAY, 8);

    assertThat(inManaus.nextOpening(now, ABROAD)).contains(brasilia(WEDNESDAY, 9));
    assertThat(inManaus.nextOpening(now, Optional.of("23"))).contains(brasilia(WEDNESDAY, 9));
    assertThat(inManaus.nextOpening(now, SAO_PAULO)).isEmpty();
  }

  // Presets

  @Test
  void offIsAlwaysOpen() {
    QuietHours off = QuietHours.preset("off");

    assertThat(off.nextOpening(at("2026-12-25T03:00"), SAO_PAULO)).isEmpty();
    assertThat(off.nextOpening(brasilia(SUNDAY, 23), ABROAD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lunch",
        "",
        "8-20",
        "20:00-08:00",
        "08:00-08:00",
        "08:00-24:01",
        "08:60-20:00",
        "xyz 08:00-20:00",
        "seg-xyz 08:00-20:00",
        "seg 08:00-20:00,",
        ", 08:00-20:00",
        "seg 08:00-20:00 sab 08:00-14:00"
      })
  void aTextThatIsNeitherAPresetNorHoursIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> QuietHours.preset(text));
  }

  @ParameterizedTest(name = "{0}: {1} to {2}")
  @CsvSource({
    "08:00-20:00, 08:00, 20:00",
    "9:30-17:45, 09:30, 17:45",
    "STRICT, 09:00, 19:00",
    "seg-sex 10:00-12:00, 10:00, 12:00",
    "sab-qua 07:15-21:00, 07:15, 21:00",
    "wed 08:00-20:00, 08:00, 20:00",
  })
  void customHoursHoldFromTheirFirstMinuteToTheirLast(String text, String opens, String closes) {
    QuietHours hours = QuietHours.preset(text);
    Instant first = WEDNESDAY.atTime(LocalTime.parse(opens)).atZone(BRASILIA).toInstant();
    Instant end = WEDNESDAY.atTime(LocalTime.parse(closes)).atZone(BRASILIA).toInstant();
    assertThat(hours.nextOpening(first.minusSeconds(1), SAO_PAULO)).contains(first);
    assertThat(hours.nextOpening(first, SAO_PAULO)).isEmpty();
    assertThat(hours.nextOpening(end.minusSeconds(1), SAO_PAULO)).isEmpty();
    assertThat(hours.nextOpening(end, SAO_PAULO))
        .hasValueSatisfying(at -> assertThat(at).isAfter(end));
  }

  @Test
  void hoursWithoutADayHoldFromMondayToSaturday() {
    QuietHours hours = QuietHours.preset("08:00-20:00");
    Instant sunday = SUNDAY.atTime(12, 0).atZone(BRASILIA).toInstant();
    Instant monday = MONDAY.atTime(8, 0).atZone(BRASILIA).toInstant();
    assertThat(hours.nextOpening(sunday, SAO_PAULO)).contains(monday);
    assertThat(hours.nextOpening(SATURDAY.atTime(12, 0).atZone(BRASILIA).toInstant(), SAO_PAULO))
        .isEmpty();
  }

  @Test
  void everyDayEvenSundayMayHaveItsOwnHours() {
    QuietHours hours =
        QuietHours.preset(
            "seg-sex 13:00-18:00; seg-sex 08:00-12:00; sáb 08:00-12:00, dom 00:00-24:00");
    Instant lunch = WEDNESDAY.atTime(12, 30).atZone(BRASILIA).toInstant();
    assertThat(hours.nextOpening(lunch, SAO_PAULO))
        .contains(WEDNESDAY.atTime(13, 0).atZone(BRASILIA).toInstant());
    assertThat(hours.nextOpening(SUNDAY.atTime(23, 59).atZone(BRASILIA).toInstant(), SAO_PAULO))
        .isEmpty();
    assertThat(hours.nextOpening(SATURDAY.atTime(12, 0).atZone(BRASILIA).toInstant(), SAO_PAULO))
        .contains(SUNDAY.atStartOfDay(BRASILIA).toInstant());
  }

  @Test
  void customHoursFollowTheReceiversTimeZone() {
    Instant nine = WEDNESDAY.atTime(8, 30).atZone(BRASILIA).toInstant();
    assertThat(QuietHours.preset("08:00-20:00").nextOpening(nine, MANAUS)).isPresent();
    assertThat(QuietHours.preset("08:00-20:00").nextOpening(nine, RIO)).isEmpty();
  }

  // Whatever the moment

  @Property
  void theNextOpeningIsLaterAndOpen(
      @ForAll("presets") QuietHours hours,
      @ForAll @InstantRange(min = FROM, max = TO) Instant now,
      @ForAll("areaCodes") Optional<String> areaCode) {
    Optional<Instant> opening = hours.nextOpening(now, areaCode);

    assertThat(opening.stream()).allMatch(now::isBefore);
    assertThat(opening.flatMap(at -> hours.nextOpening(at, areaCode))).isEmpty();
  }

  @Property
  void nothingIsOpenBeforeTheNextOpening(
      @ForAll("presets") QuietHours hours,
      @ForAll @InstantRange(min = FROM, max = TO) Instant now,
      @ForAll("areaCodes") Optional<String> areaCode) {
    Instant opening = hours.nextOpening(now, areaCode).orElse(now);

    assertThat(Stream.iterate(now, opening::isAfter, at -> at.plus(HALF_HOUR)))
        .allSatisfy(at -> assertThat(hours.nextOpening(at, areaCode)).contains(opening));
  }

  @Property
  void strictKeepsTheLawOfEveryState(
      @ForAll @InstantRange(min = FROM, max = TO) Instant now,
      @ForAll("areaCodes") Optional<String> areaCode) {
    Instant opening = STRICT.nextOpening(now, areaCode).orElse(now);

    assertThat(PER_STATE.nextOpening(opening, areaCode)).isEmpty();
  }

  @Provide
  Arbitrary<QuietHours> presets() {
    return Arbitraries.of("off", "per-state", "national", "strict").map(QuietHours::preset);
  }

  @Provide
  Arbitrary<Optional<String>> areaCodes() {
    return Arbitraries.integers().between(0, 99).map("%02d"::formatted).optional();
  }

  private static boolean isQuietAtNoon(LocalDate day) {
    return NATIONAL.nextOpening(brasilia(day, 12), SAO_PAULO).isPresent();
  }

  private static Instant at(String brasilia) {
    return LocalDateTime.parse(brasilia).atZone(BRASILIA).toInstant();
  }

  private static Instant brasilia(LocalDate day, int hour) {
    return day.atTime(hour, 0).atZone(BRASILIA).toInstant();
  }

  private static Instant hour(LocalDate day, int hour, Optional<String> areaCode) {
    ZoneId zone = areaCode.flatMap(AreaCodes::of).map(Place::zone).orElse(BRASILIA);
    return day.atTime(hour, 0).atZone(zone).toInstant();
  }
}
