package dev.recado.systems.kommo;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.UnprocessableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records for flows, for the Kamelet {@code kommo-read-action}. */
public final class KommoRecords {

  private final Kommo kommo;

  KommoRecords(Kommo kommo) {
    this.kommo = kommo;
  }

  /**
   * Reads one record.
   *
   * @param kind {@code lead} or {@code contact}
   * @param id its id
   * @return its facts, with null for empty ones; null if there is no such record
   * @throws dev.recado.spine.flow.TryLaterException if Kommo is away
   * @throws UnprocessableException if Kommo refuses
   */
  public @Nullable Map<String, @Nullable Object> read(String kind, @Nullable Object id) {
    String number = String.valueOf(id);
    return switch (kind) {
      case "lead" -> kommo.lead(number).map(this::lead).orElse(null);
      case "contact" -> kommo.contact(number).map(KommoRecords::contact).orElse(null);
      default ->
          throw new UnprocessableException(
              "O Kommo tem 'lead' e 'contact' para ler, e não '" + kind + "'");
    };
  }

  /** The facts of a lead with its main contact, because a lead itself has no phone. */
  private Map<String, @Nullable Object> lead(KommoLead lead) {
    Optional<KommoContact> main = lead.contacts().stream().findFirst().flatMap(kommo::contact);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", lead.id());
    facts.put("name", lead.name());
    facts.put("contact", main.map(KommoContact::id).orElse(null));
    facts.put("contactName", main.map(KommoContact::name).orElse(null));
    facts.put("phone", main.map(KommoContact::phone).map(Phones::unmistakable).orElse(null));
    facts.put("email", main.map(KommoContact::email).orElse(null));
    facts.put("responsible", lead.responsible());
    facts.put("status", lead.status());
    facts.put("pipeline", lead.pipeline());
    facts.put("price", lead.price());
    facts.put("open", lead.open());
    return facts;
  }

  private static Map<String, @Nullable Object> contact(KommoContact contact) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("id", contact.id());
    facts.put("name", contact.name());
    String phone = contact.phone();
    facts.put("phone", phone == null ? null : Phones.unmistakable(phone));
    facts.put("email", contact.email());
    facts.put("responsible", contact.responsible());
    facts.put("leads", contact.leads());
    return facts;
  }
}
