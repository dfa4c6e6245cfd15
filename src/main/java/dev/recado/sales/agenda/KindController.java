package dev.recado.sales.agenda;

import dev.recado.chat.intent.Business;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The kinds of appointments, with their lengths. */
@RestController
@RequestMapping("/api/appointments/kinds")
@ConditionalOnRole(Role.WEB)
@Tag(name = "agenda")
class KindController {

  private static final int LONGEST_NAME = 60;
  private static final int MOST_MINUTES = 720;

  private final Kinds kinds;
  private final Business business;

  KindController(Kinds kinds, Business business) {
    this.kinds = kinds;
    this.business = business;
  }

  /** A kind as the API shows it. */
  record Shown(long id, String nome, long minutos, @Nullable String area, boolean ativo) {

    static Shown of(Kind kind) {
      return new Shown(
          kind.id(), kind.name(), kind.length().toMinutes(), kind.area(), kind.active());
    }
  }

  /** The settings of a kind; a change keeps those that are missing. An empty area is every area. */
  @Schema(name = "AppointmentKind")
  record Settings(
      @Nullable String nome,
      @Nullable Integer minutos,
      @Nullable String area,
      @Nullable Boolean ativo) {}

  @GetMapping
  @Operation(summary = "Lists the kinds of appointments, also inactive ones")
  List<Shown> list() {
    return kinds.all().stream().map(Shown::of).toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Adds a kind of appointment")
  Shown add(@RequestBody Settings settings) {
    Kinds.Details details =
        new Kinds.Details(
            name(settings.nome()),
            minutes(settings.minutos()),
            area(settings.area()),
            !Boolean.FALSE.equals(settings.ativo()));
    try {
      return Shown.of(kinds.add(details));
    } catch (DuplicateKeyException e) {
      throw twice(details.name());
    }
  }

  @PutMapping("/{id}")
  @Operation(summary = "Changes a kind; booked appointments keep their time")
  Shown change(@PathVariable long id, @RequestBody Settings settings) {
    Kind before = find(id);
    Kinds.Details details =
        new Kinds.Details(
            settings.nome() == null ? before.name() : name(settings.nome()),
            settings.minutos() == null
                ? Math.toIntExact(before.length().toMinutes())
                : minutes(settings.minutos()),
            settings.area() == null ? before.area() : area(settings.area()),
            settings.ativo() == null ? before.active() : settings.ativo());
    try {
      return Shown.of(kinds.change(id, details));
    } catch (DuplicateKeyException e) {
      throw twice(details.name());
    }
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Deletes a kind that no appointment ahead has; past ones keep its name")
  void delete(@PathVariable long id) {
    Kind kind = find(id);
    long ahead = kinds.delete(id);
    if (ahead > 0) {
      throw Refusal.conflict(
          "O tipo '%s' tem %d %s; desative-o com PUT e \"ativo\": false."
              .formatted(kind.name(), ahead, ahead == 1 ? "horário marcado" : "horários marcados"));
    }
  }

  private Kind find(long id) {
    return kinds
        .byId(id)
        .orElseThrow(() -> Refusal.missing("Não há tipo de agendamento com o id " + id + "."));
  }

  private static Refusal twice(String name) {
    return Refusal.conflict("Já existe um tipo de agendamento com o nome '" + name + "'.");
  }

  private static String name(@Nullable String written) {
    String name = Said.text(written);
    if (name == null
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)
        || name.chars().noneMatch(Character::isLetterOrDigit)) {
      throw Refusal.badRequest(
          "O campo 'nome' deve ser um texto de uma linha, com até " + LONGEST_NAME + " letras.");
    }
    return name;
  }

  private static int minutes(@Nullable Integer minutes) {
    if (minutes == null || minutes < 1 || minutes > MOST_MINUTES) {
      throw Refusal.badRequest(
          "O campo 'minutos' deve ser um número inteiro de 1 a " + MOST_MINUTES + ".");
    }
    return minutes;
  }

  private @Nullable String area(@Nullable String written) {
    String area = Said.text(written);
    return area == null
        ? null
        : business
            .areaIn(area)
            .orElseThrow(
                () ->
                    Refusal.badRequest(
                        "O campo 'area' traz '%s', que não existe; áreas: %s."
                            .formatted(area, String.join(", ", business.areas()))));
  }
}
