package dev.recado.spine.outbox;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.ZoneId;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the state and time zone of a Brazilian area code (DDD).
 *
 * <p>The area codes are those of docs/contracts.md#brazilian-phone-numbers; the zones are those
 * that the tz database names for each state ({@code zone.tab}). Two codes lie in two time zones and
 * get the zone of most of their people: 81 ignores Fernando de Noronha, 97 the far west of
 * Amazonas.
 */
final class AreaCodes {

  private static final Map<String, Place> PLACES =
      Stream.of(
              state("AC", "America/Rio_Branco", 68),
              state("AL", "America/Maceio", 82),
              state("AM", "America/Manaus", 92, 97),
              state("AP", "America/Belem", 96),
              state("BA", "America/Bahia", 71, 73, 74, 75, 77),
              state("CE", "America/Fortaleza", 85, 88),
              state("DF", "America/Sao_Paulo", 61),
              state("ES", "America/Sao_Paulo", 27, 28),
              state("GO", "America/Sao_Paulo", 62, 64),
              state("MA", "America/Fortaleza", 98, 99),
              state("MG", "America/Sao_Paulo", 31, 32, 33, 34, 35, 37, 38),
              state("MS", "America/Campo_Grande", 67),
              state("MT", "America/Cuiaba", 65, 66),
              state("PA", "America/Belem", 91, 94),
              state("PA", "America/Santarem", 93),
              state("PB", "America/Fortaleza", 83),
              state("PE", "America/Recife", 81, 87),
              state("PI", "America/Fortaleza", 86, 89),
              state("PR", "America/Sao_Paulo", 41, 42, 43, 44, 45, 46),
              state("RJ", "America/Sao_Paulo", 21, 22, 24),
              state("RN", "America/Fortaleza", 84),
              state("RO", "America/Porto_Velho", 69),
              state("RR", "America/Boa_Vista", 95),
              state("RS", "America/Sao_Paulo", 51, 53, 54, 55),
              state("SC", "America/Sao_Paulo", 47, 48, 49),
              state("SE", "America/Maceio", 79),
              state("SP", "America/Sao_Paulo", 11, 12, 13, 14, 15, 16, 17, 18, 19),
              state("TO", "America/Araguaina", 63))
          .flatMap(codes -> codes)
          .collect(toUnmodifiableMap(Entry::getKey, Entry::getValue));

  private AreaCodes() {}

  /**
   * Finds the place of an area code.
   *
   * @param ddd two digits
   * @return its place, or empty if no state has this area code
   */
  static Optional<Place> of(String ddd) {
    return Optional.ofNullable(PLACES.get(ddd));
  }

  private static Stream<Entry<String, Place>> state(String uf, String zone, int... ddds) {
    Place place = new Place(uf, ZoneId.of(zone));
    return IntStream.of(ddds).mapToObj(ddd -> Map.entry(String.valueOf(ddd), place));
  }

  /**
   * A federative unit and its time zone.
   *
   * @param uf two letters such as {@code SP}
   * @param zone its time zone
   */
  record Place(String uf, ZoneId zone) {}
}
