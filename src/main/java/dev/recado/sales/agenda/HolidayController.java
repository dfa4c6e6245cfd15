package dev.recado.sales.agenda;

import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The days on which nobody can be booked. */
@RestController
@RequestMapping("/api/holidays")
@ConditionalOnRole(Role.WEB)
@Tag(name = "agenda")
class HolidayController {

  private static final int LONGEST = 100;

  private final Holidays holidays;
  private final Agenda agenda;
  private final Clock clock;

  HolidayController(Holidays holidays, Agenda agenda, Clock clock) {
    this.holidays = holidays;
    this.agenda = agenda;
    this.clock = clock;
  }

  /** A day off; {@code horarios_marcados} counts the appointments on that day. */
  record DayOff(LocalDate data, String nome, String origem, @Nullable Long horarios_marcados) {

    static DayOff of(Holidays.Holiday holiday, @Nullable Long booked) {
      return new DayOff(holiday.day(), holiday.name(), holiday.own() ? "casa" : "nacional", booked);
    }
  }

  /** The company's name for a day off. */
  record Named(@Nullable String nome) {}

  @GetMapping
  @Operation(summary = "Lists the days off of a year, national ones and the company's own")
  List<DayOff> list(@RequestParam(required = false) @Nullable Integer year) {
    int asked = year == null ? clock.instant().atZone(ZoneOffset.UTC).getYear() : year;
    if (asked < 2000 || asked > 2100) {
      throw Refusal.badRequest("O parâmetro 'year' deve ser de 2000 a 2100.");
    }
    return holidays.of(Year.of(asked)).stream().map(day -> DayOff.of(day, null)).toList();
  }

  @GetMapping("/{date}")
  @Operation(summary = "Tells whether a day is off, and why")
  DayOff get(@PathVariable @DateTimeFormat(iso = ISO.DATE) LocalDate date) {
    return holidays
        .on(date)
        .map(day -> DayOff.of(day, null))
        .orElseThrow(() -> Refusal.notFound("holiday"));
  }

  @PutMapping("/{date}")
  @Operation(summary = "Sets a day off; appointments on that day stay, and are counted")
  DayOff put(
      @PathVariable @DateTimeFormat(iso = ISO.DATE) LocalDate date, @RequestBody Named named) {
    String name = Said.text(named.nome());
    if (name == null || name.length() > LONGEST) {
      throw Refusal.badRequest("Falta o campo 'nome' do feriado, com até 100 letras.");
    }
    holidays.put(date, name);
    long booked =
        agenda.between(null, date, date).stream()
            .filter(it -> it.state() == Appointment.State.BOOKED)
            .count();
    return DayOff.of(new Holidays.Holiday(date, name, true), booked);
  }

  @DeleteMapping("/{date}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Removes a day off that the company set")
  void delete(@PathVariable @DateTimeFormat(iso = ISO.DATE) LocalDate date) {
    if (!holidays.remove(date)) {
      throw Refusal.notFound("holiday of the house");
    }
  }
}
