package dev.recado.systems.kommo;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.LeadFacts;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Outcome;
import dev.recado.systems.kommo.KommoPeople.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates leads in Kommo, with one open lead for each person.
 *
 * <p>It finds existing people by phone, or else by e-mail. In the same way it finds a lead when the
 * answer to its creation was lost. A person without phone and e-mail cannot be found, so an
 * operator must look.
 */
final class KommoNewLeads {

  private static final Outcome LOST =
      new Outcome.Unknown(
          "A resposta do Kommo à criação do lead se perdeu, e sem telefone nem e-mail ele não se deixa"
              + " procurar: veja no Kommo se o lead existe antes de reenviar");

  /** The place of a new lead: a lead belongs to no other record. */
  private static final Place NOWHERE = new Place("leads", "");

  private final Kommo kommo;
  private final KommoPeople people;
  private final KommoWrites writes;
  private final CrmLinks links;

  KommoNewLeads(Kommo kommo, KommoPeople people, KommoWrites writes, CrmLinks links) {
    this.kommo = kommo;
    this.people = people;
    this.writes = writes;
    this.links = links;
  }

  /** Finds or creates the lead; done with {@code lead:<id>}. */
  Outcome bring(LeadFacts facts) {
    Optional<String> before = writes.done(facts.externalId());
    if (before.isPresent()) {
      return new Outcome.Done(before.get(), null);
    }
    List<KommoContact> contacts = contacts(facts);
    Optional<String> open = people.openLead(contacts);
    String contact = contacts.isEmpty() ? null : contacts.get(0).id();
    if (open.isPresent()) {
      return settled(facts, open.get(), contact);
    }
    boolean begun = writes.beginAgain(facts.externalId(), facts.title(), NOWHERE);
    if (begun && facts.matchKey().isEmpty() && facts.email() == null) {
      return LOST;
    }
    try {
      return make(facts, contact);
    } catch (UnprocessableException e) {
      if (!begun) {
        writes.forget(facts.externalId());
      }
      throw e;
    }
  }

  private List<KommoContact> contacts(LeadFacts facts) {
    Optional<String> phone = Phones.address(facts.phone()).digits();
    if (phone.isPresent()) {
      return kommo.contactsByPhone(phone.get());
    }
    return facts.email() == null ? List.of() : kommo.contactsByEmail(facts.email());
  }

  private Outcome make(LeadFacts facts, @Nullable String contact) {
    Map<String, Object> lead = new LinkedHashMap<>();
    lead.put("name", facts.title());
    lead.put("_embedded", new LinkedHashMap<>(Map.of("tags", tags(facts))));
    if (contact != null) {
      return made(facts, kommo.addLead(lead, contact), contact);
    }
    Kommo.Made made = kommo.addBoth(lead, person(facts));
    return made(facts, made.lead(), made.contact());
  }

  private Outcome made(LeadFacts facts, String lead, @Nullable String contact) {
    Outcome outcome = settled(facts, lead, contact);
    writes.madeByUs(facts.externalId());
    return outcome;
  }

  private static List<Map<String, String>> tags(LeadFacts facts) {
    return Stream.of(Optional.of(facts.source()), Optional.ofNullable(facts.area()))
        .flatMap(Optional::stream)
        .map(name -> Map.of("name", name))
        .toList();
  }

  private static Map<String, Object> person(LeadFacts facts) {
    Map<String, Object> person = new LinkedHashMap<>();
    String[] name = (facts.name() == null ? facts.title() : facts.name()).split("\\s+", 2);
    person.put("first_name", name[0]);
    if (name.length > 1) {
      person.put("last_name", name[1]);
    }
    List<Map<String, Object>> fields = new ArrayList<>();
    field(fields, "PHONE", "MOB", facts.e164());
    field(fields, "EMAIL", "WORK", facts.email());
    if (!fields.isEmpty()) {
      person.put("custom_fields_values", fields);
    }
    return person;
  }

  private static void field(
      List<Map<String, Object>> fields, String code, String kind, @Nullable String value) {
    if (value != null) {
      fields.add(
          Map.of("field_code", code, "values", List.of(Map.of("value", value, "enum_code", kind))));
    }
  }

  private Outcome settled(LeadFacts facts, String lead, @Nullable String contact) {
    writes.settle(facts.externalId(), "lead:" + lead);
    Phones.address(facts.phone())
        .digits()
        .map(Contacts::conversation)
        .ifPresent(conversation -> links.learn(conversation, contact, lead));
    return new Outcome.Done("lead:" + lead, null);
  }
}
