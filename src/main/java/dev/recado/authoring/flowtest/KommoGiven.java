package dev.recado.authoring.flowtest;

import dev.recado.systems.kommo.KommoStandIn;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What Kommo holds in one case.
 *
 * @param spot of the case
 * @param given its {@code given.kommo}, or null
 * @param trouble makes the case fail
 */
record KommoGiven(
    Spot spot, @Nullable Map<String, Part> given, BiFunction<Spot, String, CaseException> trouble)
    implements KommoStandIn.Holdings {

  private Map<String, Part> given(String what) {
    if (given == null) {
      throw trouble.apply(
          spot, "the flow asks Kommo for " + what + ", and the case has none: add given.kommo");
    }
    return given;
  }

  @Override
  public boolean there() {
    return given != null;
  }

  @Override
  public boolean away() {
    Map<String, Part> kommo = given("a record");
    return kommo.containsKey("away") && kommo.get("away").flag();
  }

  @Override
  public List<Map<String, @Nullable Object>> records(String kind) {
    Part records = given(kind).get(kind);
    if (records == null) {
      throw trouble.apply(
          spot,
          "the flow asks Kommo for %s, and the case does not say which there are: add given.kommo.%s (an empty list for none)"
              .formatted(kind, kind));
    }
    return records.items().stream().map(Part::record).toList();
  }
}
