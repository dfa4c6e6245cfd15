package dev.recado.sales.movein;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses the second record of a file that would become the same row. Otherwise each run would
 * change that row to and fro.
 */
final class Once {

  private final Map<String, Map<Object, Long>> places = new HashMap<>();

  /**
   * Refuses a record if another one of the file stands for the same thing.
   *
   * @param key the thing, for example a code
   * @param names the field that a refusal names
   * @param what the thing for a person, for example {@code o código 'PZ-1'}
   */
  void check(Row row, Object key, List<String> names, String what) {
    Long first = of(row).get(key);
    // A batch may be tried twice, so the same record may come again.
    if (first != null && first != row.place()) {
      throw row.refuse(
          names,
          "%s já está n%s %d deste arquivo"
              .formatted(what, row.number() == 0 ? "a linha" : "o registro", first));
    }
  }

  /** Notes that a record was taken in. */
  void note(Row row, Object key) {
    of(row).put(key, row.place());
  }

  private Map<Object, Long> of(Row row) {
    return places.computeIfAbsent(row.file(), name -> new HashMap<>());
  }
}
