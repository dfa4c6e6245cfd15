package dev.recado.systems.kommo;

import dev.recado.spine.flow.EventTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names Kommo's webhooks in the hub's words: {@code leads[add]} is {@code kommo.lead.added}. */
final class KommoTypes {

  private static final Map<String, String> NOUNS =
      Map.of(
          "leads", "lead",
          "contacts", "contact",
          "companies", "company",
          "task", "task",
          "unsorted", "unsorted",
          "catalogs", "catalog",
          "talk", "talk");

  private static final Map<String, String> VERBS =
      Map.of("add", "added", "update", "updated", "delete", "deleted", "restore", "restored");

  /** Beside those that have names of their own. */
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "lead", List.of("updated", "deleted", "restored", "note"),
          "contact", List.of("added", "updated", "deleted", "restored", "responsible", "note"),
          "company", List.of("added", "updated", "deleted", "restored", "responsible", "note"),
          "task", List.of("added", "updated", "deleted", "responsible"),
          "unsorted", List.of("added", "updated", "deleted"),
          "catalog", List.of("added", "updated", "deleted"),
          "talk", List.of("added", "updated"));

  private KommoTypes() {}

  /** The type of a record that is no chat message; companies come among the contacts. */
  static String of(KommoRecord record) {
    String noun = NOUNS.getOrDefault(record.root(), record.root());
    boolean company = noun.equals("contact") && "company".equals(record.fields().text("type"));
    return of(company ? "company" : noun, VERBS.getOrDefault(record.action(), record.action()));
  }

  static String of(String noun, String verb) {
    return EventTypes.KOMMO_PREFIX + noun + "." + verb;
  }

  /** Every type that Kommo's documentation knows. */
  static Set<String> all() {
    Set<String> all =
        new HashSet<>(
            Set.of(
                EventTypes.KOMMO_MESSAGE_RECEIVED,
                EventTypes.KOMMO_MESSAGE_SENT,
                EventTypes.KOMMO_LEAD_ADDED,
                EventTypes.KOMMO_LEAD_STATUS,
                EventTypes.KOMMO_LEAD_RESPONSIBLE));
    ACTIONS.forEach((noun, verbs) -> verbs.forEach(verb -> all.add(of(noun, verb))));
    return Set.copyOf(all);
  }
}
