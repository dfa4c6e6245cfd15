package bench;

import java.util.Locale;

/** One number of a result, for people and for programs; NaN is "not known". */
record Row(String key, String label, double value, int decimals, String unit) {

  String forPeople() {
    return "%-36s %12s %s".formatted(label, number(",", "n/a"), unit).stripTrailing();
  }

  /** Writes it beside the same number of another result. */
  String forPeople(Row other) {
    return "%-36s %12s %12s %s"
        .formatted(label, number(",", "n/a"), other.number(",", "n/a"), unit)
        .stripTrailing();
  }

  String forPrograms() {
    return forPrograms("");
  }

  String forPrograms(String prefix) {
    return "  \"%s%s\": %s".formatted(prefix, key, number("", "null"));
  }

  private String number(String grouping, String unknown) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%" + grouping + "." + decimals + "f", value)
        : unknown;
  }
}
