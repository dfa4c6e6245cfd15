package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.ActionShapes;
import dev.recado.spine.camel.Misfit;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Shape;
import dev.recado.systems.kommo.KommoStandIn;
import dev.recado.systems.odoo.OdooStandIn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that the systems outside could give the answers of a case. A flow that passes with
 * impossible answers proves nothing.
 */
final class Possible {

  private static final String ODOO = "odoo-read-action";
  private static final String AWAY = "away";
  private static final String CALLS = "calls";

  private final Steps steps;
  private final ActionShapes shapes;

  Possible(RouteFiles files) {
    this.steps = Steps.in(files);
    this.shapes =
        new ActionShapes(
            name ->
                files
                    .bytes("kamelets/" + name + ".kamelet.yaml")
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
  }

  /**
   * Checks all given answers, used or not.
   *
   * @throws CaseException at the first impossible answer
   */
  void check(Given given) {
    given.answers().forEach(this::step);
    if (given.odoo() != null) {
      given.odoo().forEach(this::odoo);
    }
    if (given.kommo() != null) {
      given.kommo().forEach(Possible::kommo);
    }
  }

  /** A short id may stand in several routes. The answer must be possible for one of them. */
  private void step(String id, Part answers) {
    List<Steps.Step> named = steps.named(id);
    if (named.isEmpty()) {
      throw answers.wrong(
          "There is no step '" + id + "' in any flow" + Known.nearest(id, steps.ids()));
    }
    for (Part answer : answers.isList() ? answers.items() : List.of(answers)) {
      List<CaseException> misfits =
          named.stream().flatMap(step -> misfit(step, answer).stream()).toList();
      if (misfits.size() == named.size()) {
        throw misfits.get(0);
      }
    }
  }

  private Optional<CaseException> misfit(Steps.Step step, Part answer) {
    try {
      check(step, answer);
      return Optional.empty();
    } catch (CaseException e) {
      return Optional.of(e);
    }
  }

  /**
   * Checks the answer for one step.
   *
   * @throws CaseException if the step could never get it
   */
  void check(Steps.Step step, Part answer) {
    String kamelet = step.kamelet();
    boolean foreign = ForeignRows.database(step) != null;
    Map<String, Part> fields = answer.fields(Script.ANSWER);
    if (fields.containsKey(ForeignRows.ROWS) && !foreign) {
      throw answer
          .key(ForeignRows.ROWS)
          .wrong(
              "'rows' is for a step on another database (dataSource); those of the hub are given.rows");
    }
    if (foreign) {
      rows(fields, answer);
    } else if (kamelet != null) {
      answer(kamelet, shapes.of(kamelet, step.parameters()), answer);
    }
  }

  private static void rows(Map<String, Part> fields, Part answer) {
    for (String name : List.of("body", "file", "status", "headers", "real")) {
      if (fields.containsKey(name)) {
        throw answer.key(name).wrong("A database answers with 'rows', or is 'away'");
      }
    }
  }

  private static void answer(String kamelet, Optional<Shape> shape, Part answer) {
    Map<String, Part> fields = answer.fields(Script.ANSWER);
    for (String name : List.of("status", "headers")) {
      if (fields.containsKey(name)) {
        throw answer
            .key(name)
            .wrong(kamelet + " gives no '" + name + "': that is for steps that call by HTTP");
      }
    }
    for (String name : List.of("body", "file")) {
      Part body = fields.get(name);
      if (body == null) {
        continue;
      }
      if (shape.isEmpty()) {
        throw answer
            .key(name)
            .wrong(
                kamelet
                    + " gives no body, it leaves the one there was (no spec.dataTypes.out in its"
                    + " file); an answer of it is {real: true} or {away: true}");
      }
      fits(shape.get().misfit(name.equals("file") ? body.text() : body.value()), body);
    }
  }

  private static void fits(Optional<Misfit> misfit, Part part) {
    if (misfit.isPresent()) {
      throw part.at(misfit.get().path()).wrong(misfit.get().why());
    }
  }

  private void odoo(String name, Part part) {
    if (name.equals(CALLS)) {
      part.fields()
          .values()
          .forEach(
              answer ->
                  shapes
                      .of("odoo-call-action", Map.of())
                      .ifPresent(shape -> fits(shape.misfit(answer.value()), answer)));
    } else if (!name.equals(AWAY)) {
      shapes
          .of(ODOO, Map.of("model", name))
          .ifPresent(shape -> part.items().forEach(record -> record(shape, record)));
    }
  }

  /**
   * Checks a record as the hub reads it: the case gives Odoo's own form, and the shape describes
   * what flows get.
   */
  private static void record(Shape shape, Part record) {
    Optional<Misfit> misfit = shape.misfit(OdooStandIn.read(record.record()));
    if (misfit.isPresent()) {
      String field = misfit.get().path().get(0);
      Part at = record.key(field.replaceFirst("_name$", ""));
      throw (record.fields().containsKey(field) ? record.key(field) : at)
          .wrong(
              misfit.get().why()
                  + ". Where this Odoo has more, describe it in kamelets/"
                  + ODOO
                  + ".kamelet.yaml");
    }
  }

  private static void kommo(String kind, Part part) {
    if (kind.equals(AWAY)) {
      return;
    }
    Set<String> known = KommoStandIn.fields(kind);
    if (known.isEmpty()) {
      Set<String> kinds = new TreeSet<>(KommoStandIn.kinds());
      throw part.wrong("Kommo has no '" + kind + "'; there are " + String.join(", ", kinds));
    }
    part.items().forEach(record -> record.fields(known));
  }
}
