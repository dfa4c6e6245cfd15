package dev.recado.systems.kommo;

import dev.recado.sales.crm.Crm;
import dev.recado.sales.crm.CrmEntry;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.LeadFacts;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.outbox.Outcome;
import dev.recado.systems.kommo.KommoPeople.Place;
import dev.recado.systems.kommo.KommoWrites.Way;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates leads in Kommo, and writes notes, changes and tasks on them. */
final class KommoCrm implements Crm {

  private static final String RESPONSIBLE = "responsible_user_id";

  private final Kommo kommo;
  private final KommoPeople people;
  private final KommoNewLeads newLeads;
  private final KommoWrites writes;
  private final CrmLinks links;
  private final KommoOwners owners;

  KommoCrm(Kommo kommo, KommoWrites writes, CrmLinks links, KommoOwners owners) {
    this.kommo = kommo;
    this.people = new KommoPeople(kommo, links);
    this.newLeads = new KommoNewLeads(kommo, people, writes, links);
    this.writes = writes;
    this.links = links;
    this.owners = owners;
  }

  @Override
  public Outcome lead(LeadFacts facts) {
    Outcome outcome = newLeads.bring(facts);
    if (outcome instanceof Outcome.Done done) {
      String lead = Objects.requireNonNull(done.providerId()).substring("lead:".length());
      String told =
          "Novo contato (%s)\n%s".formatted(facts.source(), String.join("\n", facts.lines()));
      writes.once(facts.externalId() + ":facts", told, () -> new Place("leads", lead), notes());
    }
    return outcome;
  }

  @Override
  public Outcome note(CrmEntry entry, String text) {
    return done(writes.once(entry.externalId(), text, () -> people.of(entry), notes()));
  }

  private Way notes() {
    return new Way(
        "note",
        (at, text) -> kommo.note(at.kind(), at.id(), text),
        (at, since) -> kommo.notesSince(at.kind(), at.id(), since));
  }

  @Override
  public Outcome task(CrmEntry entry) {
    String what = entry.taskText();
    Instant until = Objects.requireNonNull(entry.until());
    Way tasks =
        new Way(
            "task",
            (at, text) -> kommo.task(at.kind(), at.id(), text, until, who(entry, at)),
            (at, since) -> kommo.tasksSince(at.kind(), at.id(), since));
    return done(writes.once(entry.externalId(), what, () -> people.of(entry), tasks));
  }

  /** Chooses the user for a task; Kommo itself would give it to the token's user. */
  private @Nullable String who(CrmEntry entry, Place at) {
    if (entry.responsible() != null) {
      return entry.responsible();
    }
    return at.lead()
        ? kommo.lead(at.id()).map(KommoLead::responsible).orElse(null)
        : kommo.contact(at.id()).map(KommoContact::responsible).orElse(null);
  }

  /** The same change made twice has the same effect as once. */
  @Override
  public Outcome update(CrmEntry entry) {
    Map<String, Object> changes = changes(entry);
    if (changes.isEmpty()) {
      throw new UnprocessableException(
          "A alteração do lead não diz o que mudar: dê responsible, status, pipeline ou price");
    }
    Place at = people.of(entry);
    if (!at.lead()) {
      throw new UnprocessableException(
          "O contato não tem lead aberto no Kommo: crie um, ou deixe o fluxo criá-lo antes (crm-lead)");
    }
    if (entry.unlessChosen() && chosen(at.id())) {
      changes.remove(RESPONSIBLE);
    }
    if (!changes.isEmpty()) {
      kommo.change(at.id(), changes);
    }
    if (entry.responsible() != null) {
      writes.claimed(at.id());
    }
    if (KommoLead.closes(entry.status())) {
      links.forgetLead(at.id());
    }
    return done("lead:" + at.id());
  }

  /** Whether a person has made a seller of the hub responsible. */
  private boolean chosen(String lead) {
    // The record that was read a minute ago may have changed since.
    kommo.forget("lead", lead);
    return kommo.lead(lead).flatMap(owners::seller).isPresent();
  }

  /** Closing a closed conversation changes nothing. */
  @Override
  public Outcome closeTalk(CrmEntry entry) {
    String talk = Objects.requireNonNull(entry.talk());
    kommo.closeTalk(talk);
    return done("talk:" + talk);
  }

  private static Map<String, Object> changes(CrmEntry entry) {
    Map<String, Object> changes = new LinkedHashMap<>();
    id(changes, RESPONSIBLE, entry.responsible());
    id(changes, "status_id", entry.status());
    id(changes, "pipeline_id", entry.pipeline());
    if (entry.price() != null) {
      // Kommo has no decimals.
      changes.put("price", entry.price().setScale(0, RoundingMode.HALF_UP));
    }
    return changes;
  }

  private static void id(Map<String, Object> changes, String field, @Nullable String id) {
    if (id != null) {
      changes.put(field, Long.parseLong(Kommo.number(id)));
    }
  }

  private static Outcome done(String kommoId) {
    return new Outcome.Done(kommoId, null);
  }
}
