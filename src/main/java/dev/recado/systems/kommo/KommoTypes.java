package dev.recado.systems.kommo;

import dev.recado.spine.flow.EventSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names Kommo's webhooks in the hub's words: {@code leads[add]} is {@code kommo.lead.added}. */
public final class KommoTypes implements EventSource {

  /** A customer wrote in a chat of Kommo. */
  public static final String MESSAGE_RECEIVED = "kommo.message.received";

  /** A person or a bot wrote in a chat of Kommo. */
  public static final String MESSAGE_SENT = "kommo.message.sent";

  /** A lead was created in Kommo. */
  public static final String LEAD_ADDED = "kommo.lead.added";

  /** A lead moved to another stage in Kommo. */
  public static final String LEAD_STATUS = "kommo.lead.status";

  /** A lead got another responsible user in Kommo. */
  public static final String LEAD_RESPONSIBLE = "kommo.lead.responsible";

  /** All other events of Kommo begin with this: {@code kommo.<record>.<what happened>}. */
  public static final String PREFIX = "kommo.";

  private static final Pattern OF_A_RECORD =
      Pattern.compile("kommo\\.(lead|contact|company|task|unsorted|catalog|talk)\\.[a-z_]+");

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

  /** The actions without a type of their own, by record. */
  private static final Map<String, List<String>> ACTIONS =
      Map.of(
          "lead", List.of("updated", "deleted", "restored", "note"),
          "contact", List.of("added", "updated", "deleted", "restored", "responsible", "note"),
          "company", List.of("added", "updated", "deleted", "restored", "responsible", "note"),
          "task", List.of("added", "updated", "deleted", "responsible"),
          "unsorted", List.of("added", "updated", "deleted"),
          "catalog", List.of("added", "updated", "deleted"),
          "talk", List.of("added", "updated"));

  @Override
  public Map<String, String> types() {
    return Map.of(
        MESSAGE_RECEIVED, "A customer wrote in a chat of Kommo.",
        MESSAGE_SENT, "A person or a bot wrote in a chat of Kommo.",
        LEAD_ADDED, "A lead was created in Kommo.",
        LEAD_STATUS, "A lead moved to another stage in Kommo.",
        LEAD_RESPONSIBLE, "A lead got another responsible user in Kommo.");
  }

  @Override
  public boolean tells(String type) {
    return OF_A_RECORD.matcher(type).matches();
  }

  /** The type of a record other than a chat message; companies come among the contacts. */
  static String of(KommoRecord record) {
    String noun = NOUNS.getOrDefault(record.root(), record.root());
    boolean company = noun.equals("contact") && "company".equals(record.fields().text("type"));
    return of(company ? "company" : noun, VERBS.getOrDefault(record.action(), record.action()));
  }

  static String of(String noun, String verb) {
    return PREFIX + noun + "." + verb;
  }

  /** Every type that Kommo's documentation knows. */
  static Set<String> all() {
    Set<String> all =
        new HashSet<>(
            Set.of(MESSAGE_RECEIVED, MESSAGE_SENT, LEAD_ADDED, LEAD_STATUS, LEAD_RESPONSIBLE));
    ACTIONS.forEach((noun, verbs) -> verbs.forEach(verb -> all.add(of(noun, verb))));
    return Set.copyOf(all);
  }
}
