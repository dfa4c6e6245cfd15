package dev.recado.authoring.flowtest;

import dev.recado.systems.kommo.KommoStandIn;
import dev.recado.systems.odoo.OdooStandIn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a system outside holds in one case.
 *
 * @param name of the system; the case gives it in lower case
 * @param spot of the case
 * @param given what the case gives of it, or null
 * @param trouble makes the case fail
 */
record GivenSystem(
    String name,
    Spot spot,
    @Nullable Map<String, Part> given,
    BiFunction<Spot, String, CaseException> trouble)
    implements KommoStandIn.Holdings, OdooStandIn.Holdings {

  private Map<String, Part> given(String what) {
    if (given == null) {
      throw trouble.apply(
          spot,
          "the flow asks %s for %s, and the case has none: add %s".formatted(name, what, field()));
    }
    return given;
  }

  private String field() {
    return "given." + name.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean there() {
    return given != null;
  }

  @Override
  public boolean away() {
    Map<String, Part> system = given("a record");
    return system.containsKey("away") && system.get("away").flag();
  }

  @Override
  public List<Map<String, @Nullable Object>> records(String kind) {
    Part records = given(kind).get(kind);
    if (records == null) {
      throw trouble.apply(
          spot,
          "the flow asks %s for %s, and the case does not say which there are: add %s.%s (an empty list for none)"
              .formatted(name, kind, field(), kind));
    }
    return records.items().stream().map(Part::record).toList();
  }

  @Override
  public @Nullable Object call(String model, String method) {
    Part calls = given(model + "." + method).get("calls");
    Part answer = calls == null ? null : calls.fields().get(method);
    if (answer == null) {
      throw trouble.apply(
          spot,
          "the flow calls %s of %s, and the case does not say what it returns: add %s.calls.%s"
              .formatted(method, model, field(), method));
    }
    return answer.value();
  }
}
