package dev.recado.authoring.flowtest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state in which a case begins.
 *
 * @param clock the time at its beginning
 * @param company the folder of a sample company, or null for the company of the routes folder
 * @param settings property placeholders
 * @param rows rows of tables
 * @param llm the answers of the LLM, or null for no LLM
 * @param odoo the records of Odoo, or null for no Odoo
 * @param kommo the records of Kommo, or null for no Kommo
 * @param answers the answers that steps get from outside, by the id of the step
 * @param phones the phones of hidden identities
 */
record Given(
    Instant clock,
    @Nullable Part company,
    Map<String, String> settings,
    Map<String, Part> rows,
    @Nullable Part llm,
    @Nullable Map<String, Part> odoo,
    @Nullable Map<String, Part> kommo,
    Map<String, Part> answers,
    Map<String, String> phones) {

  /** A Tuesday morning in Brazil. */
  private static final Instant SOME_DAY = Instant.parse("2026-01-06T13:00:00Z");

  private static final Set<String> FIELDS =
      Set.of("clock", "company", "settings", "rows", "llm", "odoo", "kommo", "answers", "phones");

  /** Combines the {@code given} of the file with that of the case, which wins. */
  static Given of(@Nullable Part common, @Nullable Part own) {
    Map<String, Part> below = common == null ? Map.of() : common.fields(FIELDS);
    Map<String, Part> above = own == null ? Map.of() : own.fields(FIELDS);
    Part clock = above.getOrDefault("clock", below.get("clock"));
    Part company = above.getOrDefault("company", below.get("company"));
    Part llm = above.getOrDefault("llm", below.get("llm"));
    boolean odoo = below.containsKey("odoo") || above.containsKey("odoo");
    boolean kommo = below.containsKey("kommo") || above.containsKey("kommo");
    return new Given(
        clock == null ? SOME_DAY : instant(clock),
        company == null || company.isNull() ? null : company,
        texts(layered("settings", below, above)),
        layered("rows", below, above),
        llm == null || llm.isNull() ? null : llm,
        odoo ? layered("odoo", below, above) : null,
        kommo ? layered("kommo", below, above) : null,
        layered("answers", below, above),
        texts(layered("phones", below, above)));
  }

  private static Map<String, Part> layered(
      String field, Map<String, Part> below, Map<String, Part> above) {
    Map<String, Part> all = new LinkedHashMap<>();
    for (Part layer : new Part[] {below.get(field), above.get(field)}) {
      if (layer != null && !layer.isNull()) {
        all.putAll(layer.fields());
      }
    }
    return all;
  }

  private static Map<String, String> texts(Map<String, Part> parts) {
    Map<String, String> texts = new LinkedHashMap<>();
    parts.forEach((name, part) -> texts.put(name, part.isNull() ? "" : part.text()));
    return texts;
  }

  private static Instant instant(Part clock) {
    try {
      return OffsetDateTime.parse(clock.text()).toInstant();
    } catch (DateTimeException e) {
      throw clock.wrong(
          "'" + clock.text() + "' is not a time with a zone such as 2026-12-01T10:00:00-03:00");
    }
  }
}
