package dev.recado.systems.odoo;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.recado.sales.crm.Crm;
import dev.recado.sales.crm.CrmEntry;
import dev.recado.sales.crm.LeadFacts;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * Creates leads in Odoo's CRM, and writes notes on them.
 *
 * <p>Each step may be repeated after a lost answer: the lead and its source have external ids, and
 * a note names the external id that it stands for. A customer with an open lead gets a note on it,
 * not a second lead.
 */
final class OdooLeads implements Crm {

  private static final String LEAD = "crm.lead";

  /**
   * Odoo archives a lost lead and so leaves it out itself; the probability of a lead says nothing.
   */
  private static final List<Object> OPEN =
      List.of("|", List.of("stage_id", "=", false), List.of("stage_id.is_won", "=", false));

  private final Odoo odoo;
  private final PersonSearch people;

  /**
   * Forms and campaigns choose their sources' names freely; beyond this many, the hub asks again.
   */
  private final Cache<String, Long> sources = Caffeine.newBuilder().maximumSize(1_000).build();

  OdooLeads(Odoo odoo) {
    this.odoo = odoo;
    this.people = new PersonSearch(odoo);
  }

  @Override
  public Outcome lead(LeadFacts facts) {
    try {
      return done(deliver(facts));
    } catch (UnprocessableException e) {
      // A cached source that was deleted in Odoo would be refused for ever.
      sources.invalidateAll();
      throw e;
    }
  }

  @Override
  public Outcome note(CrmEntry entry, String text) {
    return done(note(of(entry), text, entry.externalId()));
  }

  /**
   * Writes a note, because an activity needs a type and a user, which each company sets
   * differently.
   */
  @Override
  public Outcome task(CrmEntry entry) {
    return note(entry, "Tarefa até %s: %s".formatted(entry.until(), entry.taskText()));
  }

  @Override
  public Outcome update(CrmEntry entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    reference(values, "user_id", entry.responsible());
    reference(values, "stage_id", entry.status());
    reference(values, "team_id", entry.pipeline());
    if (entry.price() != null) {
      values.put("expected_revenue", entry.price());
    }
    if (values.isEmpty()) {
      throw new UnprocessableException("A alteração do lead não diz o que mudar");
    }
    long lead = of(entry);
    odoo.write(LEAD, lead, values);
    return done(lead);
  }

  private static void reference(Map<String, Object> values, String field, @Nullable String id) {
    if (id != null) {
      values.put(field, Odoo.number(id));
    }
  }

  private static Outcome done(long lead) {
    return new Outcome.Done(LEAD + ":" + lead, null);
  }

  private long of(CrmEntry entry) {
    if (entry.lead() != null) {
      return Odoo.number(entry.lead());
    }
    String phone =
        entry
            .phone()
            .orElseThrow(
                () ->
                    new UnprocessableException(
                        "Esta conversa não tem telefone, e sem ele o Odoo não acha o lead"));
    return ids(people.find(LEAD, phone, OPEN, "id desc")).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new UnprocessableException(
                    "O Odoo não tem lead aberto com este telefone: crie-o antes (crm-lead)"));
  }

  private long deliver(LeadFacts facts) {
    List<Long> open =
        facts.matchKey().isEmpty()
            ? List.of()
            : ids(people.find(LEAD, String.valueOf(facts.phone()), OPEN, "id desc"));
    if (open.isEmpty()) {
      return create(facts);
    }
    return created(open, facts.externalId()).orElseGet(() -> note(open.get(0), facts));
  }

  private Optional<Long> created(List<Long> leads, String externalId) {
    return odoo.externalIds(LEAD, leads).entrySet().stream()
        .filter(lead -> lead.getValue().contains(externalId))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private long note(long lead, LeadFacts facts) {
    String told =
        "Novo contato (%s): %s".formatted(facts.source(), String.join("\n", facts.lines()));
    return note(lead, told, facts.externalId());
  }

  private long note(long lead, String text, String externalId) {
    List<Object> sameNote =
        List.of(
            List.of("model", "=", LEAD),
            List.of("res_id", "=", lead),
            List.of("body", "ilike", externalId));
    if (odoo.search("mail.message", sameNote, 1).isEmpty()) {
      // In one line: Odoo does not show the line breaks of a note that comes by RPC.
      odoo.note(LEAD, lead, "%s [%s]".formatted(text.replace("\n", " · "), externalId));
    }
    return lead;
  }

  /**
   * Creates the lead. Odoo chooses the type: a lead if the company works with leads, otherwise an
   * opportunity, because such a company sees no leads. The seller is empty, because Odoo would
   * otherwise make the hub's user the seller.
   */
  private long create(LeadFacts facts) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("name", facts.title());
    put(row, "contact_name", facts.name());
    row.put("description", html(facts));
    row.put("source_id/.id", String.valueOf(source(facts.source())));
    row.put("user_id/.id", "");
    Map<String, @Nullable Object> partner = partner(facts);
    put(row, "partner_id/.id", partner.get("id"));
    addressOf(facts, partner, row);
    return odoo.createOnce(LEAD, facts.externalId(), row);
  }

  /**
   * Gives the lead only what the partner lacks; the rest comes from the partner. A lead writes its
   * phone and e-mail back to its partner and would overwrite what people entered there.
   */
  private static void addressOf(
      LeadFacts facts, Map<String, @Nullable Object> partner, Map<String, String> row) {
    if (partner.get("phone") == null && partner.get("mobile") == null) {
      put(row, "phone", facts.e164());
    }
    if (partner.get("email") == null) {
      put(row, "email_from", facts.email());
    }
  }

  private static void put(Map<String, String> row, String column, @Nullable Object value) {
    if (value != null) {
      row.put(column, value.toString());
    }
  }

  private Map<String, @Nullable Object> partner(LeadFacts facts) {
    List<Map<String, @Nullable Object>> known =
        facts.matchKey().isEmpty()
            ? List.of()
            : people.find("res.partner", String.valueOf(facts.phone()), List.of(), "id");
    return known.isEmpty() ? new LinkedHashMap<>() : known.get(0);
  }

  private long source(String name) {
    return Objects.requireNonNull(sources.get(name, this::findOrCreateSource));
  }

  /** Searches first: a second source of the same name would become {@code WhatsApp [2]}. */
  private long findOrCreateSource(String name) {
    List<Object> sameName = List.of(List.of("name", "=ilike", name));
    return odoo.searchRead("utm.source", sameName, "name", "id", 10, 0).stream()
        .filter(source -> name.equalsIgnoreCase(String.valueOf(source.get("name"))))
        .map(OdooLeads::id)
        .findFirst()
        .orElseGet(() -> odoo.createOnce("utm.source", externalSource(name), Map.of("name", name)));
  }

  private static String externalSource(String name) {
    byte[] bytes = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return "recado.utm_source_" + StableId.hash(bytes).substring(0, 16);
  }

  private static List<Long> ids(List<Map<String, @Nullable Object>> records) {
    return records.stream().map(OdooLeads::id).toList();
  }

  private static long id(Map<String, @Nullable Object> record) {
    return Long.parseLong(String.valueOf(record.get("id")));
  }

  /** Escapes the customer's words, because the field shows HTML. */
  private static String html(LeadFacts facts) {
    List<String> lines = new ArrayList<>();
    facts.lines().forEach(line -> lines.add(HtmlUtils.htmlEscape(line, "UTF-8")));
    return "<p>" + String.join("<br>", lines) + "</p>";
  }
}
