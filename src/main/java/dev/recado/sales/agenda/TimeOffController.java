package dev.recado.sales.agenda;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.seller.Absence;
import dev.recado.sales.seller.Absence.When;
import dev.recado.sales.seller.Absences;
import dev.recado.sales.seller.Sellers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A seller's days off and blocked hours. */
@RestController
@RequestMapping("/api/sellers/{seller}/time-off")
@ConditionalOnRole(Role.WEB)
@Tag(name = "agenda")
class TimeOffController {

  private final Absences absences;
  private final Sellers sellers;
  private final AppointmentTable table;
  private final WrittenTimes times;
  private final Clock clock;

  TimeOffController(
      Absences absences, Sellers sellers, AppointmentTable table, WrittenTimes times, Clock clock) {
    this.absences = absences;
    this.sellers = sellers;
    this.table = table;
    this.times = times;
    this.clock = clock;
  }

  @GetMapping
  @Operation(summary = "Lists a seller's days off and blocked hours, without those that are over")
  List<TimeOffView> list(
      @PathVariable long seller,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from) {
    known(seller);
    LocalDateTime since =
        from == null ? LocalDateTime.ofInstant(clock.instant(), times.zone()) : from.atStartOfDay();
    return absences.of(seller).stream()
        .filter(one -> !(one.when() instanceof Absence.Once once) || once.to().isAfter(since))
        .map(one -> TimeOffView.of(one, null))
        .toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Adds days off or blocked hours; appointments in them stay, and are counted",
      description =
          "With `dia_da_semana`, `de` and `ate` are hours that repeat each week. Otherwise they"
              + " are days or date-times; a day as `ate` is included.")
  TimeOffView add(
      @PathVariable long seller, @RequestBody TimeOffBody body, @Nullable Principal caller) {
    known(seller);
    When when = body.when(times.zone(), clock.instant());
    Absence added =
        absences.add(seller, when, body.why(), caller == null ? "api" : caller.getName());
    return TimeOffView.of(added, booked(added));
  }

  private long booked(Absence absence) {
    return table.booked(absence.seller(), clock.instant()).stream()
        .filter(
            it ->
                absence
                    .when()
                    .touches(
                        LocalDateTime.ofInstant(it.start(), times.zone()),
                        LocalDateTime.ofInstant(it.end(), times.zone())))
        .count();
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Removes days off or blocked hours")
  void delete(@PathVariable long seller, @PathVariable long id) {
    known(seller);
    if (!absences.remove(seller, id)) {
      throw Refusal.missing("O vendedor " + seller + " não tem ausência com o id " + id + ".");
    }
  }

  private void known(long seller) {
    if (sellers.byId(seller).isEmpty()) {
      throw Refusal.missing("Não há vendedor com o id " + seller + ".");
    }
  }
}
