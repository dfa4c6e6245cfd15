package dev.recado.sales.agenda;

import dev.recado.chat.intent.Business;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Role;
import dev.recado.ground.web.Refusal;
import dev.recado.ground.web.Said;
import dev.recado.sales.agenda.Agenda.Booked;
import dev.recado.sales.agenda.Agenda.Booking;
import dev.recado.sales.agenda.Agenda.By;
import dev.recado.sales.agenda.Agenda.Declined;
import dev.recado.sales.agenda.Agenda.Wish;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Appointments, for operators and for programs that called the former system. */
@RestController
@ConditionalOnRole(Role.WEB)
@Tag(name = "agenda")
class AppointmentController {

  private static final int MOST_DAYS = 366;

  private final Agenda agenda;
  private final NoShows noShows;
  private final Kinds kinds;
  private final Sellers sellers;
  private final Business business;
  private final WrittenTimes times;
  private final Customers customers;
  private final Clock clock;

  AppointmentController(
      Agenda agenda,
      NoShows noShows,
      Kinds kinds,
      Sellers sellers,
      Business business,
      WrittenTimes times,
      Customers customers,
      Clock clock) {
    this.agenda = agenda;
    this.noShows = noShows;
    this.kinds = kinds;
    this.sellers = sellers;
    this.business = business;
    this.times = times;
    this.customers = customers;
    this.clock = clock;
  }

  @PostMapping("/agendamento/request")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Books an appointment; customer, seller and CRM are told",
      description =
          "409 with `alternativas` where the slot is taken; 422 where it cannot be booked at all.")
  AppointmentView request(@RequestBody AppointmentRequest request, @Nullable Principal caller) {
    String address = customers.address(request.whom());
    return view(
        agenda.book(
            new Wish(
                address,
                start(request.when(), "data_hora"),
                seller(Said.text(request.seller())),
                Said.text(request.name()),
                Said.text(request.subject()),
                area(Said.text(request.area())),
                Said.text(request.leadId()),
                by(caller),
                kind(Said.text(request.kind())))));
  }

  /** A kind by its id or its name, or null if none is named. */
  private @Nullable Long kind(@Nullable String named) {
    if (named == null) {
      return null;
    }
    return (named.matches("\\d{1,18}") ? kinds.byId(Long.parseLong(named)) : kinds.named(named))
        .filter(Kind::active)
        .map(Kind::id)
        .orElseThrow(
            () ->
                Unbookable.because(
                    "O tipo de agendamento '%s' não existe ou não está ativo; tipos: %s."
                        .formatted(
                            named,
                            kinds.of(null).stream()
                                .map(Kind::name)
                                .collect(Collectors.joining(", ")))));
  }

  private Instant start(@Nullable String text, String field) {
    if (text == null || text.isBlank()) {
      throw Refusal.badRequest("Falta quando: informe '" + field + "'.");
    }
    WrittenTimes.Reading read = times.read(text);
    if (read instanceof WrittenTimes.At at) {
      return at.start();
    }
    throw Unbookable.because(((WrittenTimes.Unclear) read).reason());
  }

  private @Nullable Long seller(@Nullable String id) {
    if (id == null) {
      return null;
    }
    if (!id.matches("\\d{1,18}")) {
      throw Refusal.badRequest("O campo 'vendedor_id' não é um número.");
    }
    return sellers
        .byId(Long.parseLong(id))
        .filter(Seller::active)
        .map(Seller::id)
        .orElseThrow(
            () -> Unbookable.because("O vendedor " + id + " não existe ou não está ativo."));
  }

  private @Nullable String area(@Nullable String area) {
    return area == null
        ? null
        : business
            .areaIn(area)
            .orElseThrow(
                () ->
                    Unbookable.because(
                        "A área '%s' não existe; áreas: %s."
                            .formatted(area, String.join(", ", business.areas()))));
  }

  private static By by(@Nullable Principal caller) {
    return By.caller(caller == null ? "api" : caller.getName());
  }

  private AppointmentView view(Booking booking) {
    if (booking instanceof Booked booked) {
      return AppointmentView.of(booked.appointment(), sellers, times.zone());
    }
    throw Unbookable.of((Declined) booking, sellers, times.zone());
  }

  @GetMapping("/api/appointments")
  @Operation(summary = "Lists appointments by time, by default of the next 30 days")
  List<AppointmentView> list(
      @RequestParam(required = false) @Nullable Long seller,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to) {
    LocalDate first = from == null ? LocalDate.ofInstant(clock.instant(), times.zone()) : from;
    LocalDate last = to == null ? first.plusDays(30) : to;
    if (last.isBefore(first) || last.isAfter(first.plusDays(MOST_DAYS))) {
      throw Refusal.badRequest(
          "O parâmetro 'to' deve ser de no mínimo 'from' e no máximo um ano depois.");
    }
    return agenda.between(seller, first, last).stream()
        .map(appointment -> AppointmentView.of(appointment, sellers, times.zone()).masked())
        .toList();
  }

  @GetMapping("/api/appointments/slots")
  @Operation(
      summary = "Lists a seller's free slots of a day",
      description = "With `kind`, the id or name of a kind of appointment: slots of its length.")
  List<AppointmentView.Free> slots(
      @RequestParam long seller,
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate date,
      @RequestParam(required = false) @Nullable String kind) {
    if (sellers.byId(seller).isEmpty()) {
      throw Refusal.notFound("seller");
    }
    Long chosen = kind(Said.text(kind));
    Kind its = (chosen == null ? kinds.only(null) : kinds.byId(chosen)).orElse(null);
    return agenda.free(seller, date, its).stream()
        .map(slot -> AppointmentView.Free.of(slot, sellers, times.zone()))
        .toList();
  }

  /** Why an appointment is cancelled. */
  record Why(@Nullable String motivo) {}

  @PostMapping("/api/appointments/{id}/cancel")
  @Operation(summary = "Cancels an appointment; customer, seller and CRM are told")
  AppointmentView cancel(
      @PathVariable long id,
      @RequestBody(required = false) @Nullable Why why,
      @Nullable Principal caller) {
    String reason = why == null ? null : Said.text(why.motivo());
    return agenda
        .cancel(id, by(caller), reason)
        .flatMap(before -> agenda.byId(id))
        .map(appointment -> AppointmentView.of(appointment, sellers, times.zone()))
        .orElseThrow(() -> Unbookable.of(gone(), sellers, times.zone()));
  }

  @PostMapping("/api/appointments/{id}/no-show")
  @Operation(
      summary = "Records that the customer did not come; customer and CRM are told",
      description = "409 before its beginning, and for a cancelled one. Twice is as once.")
  AppointmentView noShow(@PathVariable long id, @Nullable Principal caller) {
    NoShows.Result result =
        noShows
            .record(id, by(caller))
            .orElseThrow(() -> Unbookable.of(gone(), sellers, times.zone()));
    if (result instanceof NoShows.Missed missed) {
      return AppointmentView.of(missed.appointment(), sellers, times.zone());
    }
    throw Refusal.conflict(((NoShows.Refused) result).reason());
  }

  private static Declined gone() {
    return new Declined(Agenda.Why.GONE, "Não encontrei esse horário marcado.", List.of());
  }

  /** The new time of an appointment. */
  record When(@Nullable String data_hora, @Nullable String texto) {}

  @PostMapping("/api/appointments/{id}/reschedule")
  @Operation(summary = "Moves an appointment; customer, seller and CRM are told")
  AppointmentView reschedule(
      @PathVariable long id, @RequestBody When when, @Nullable Principal caller) {
    String text = Said.text(when.data_hora());
    return view(
        agenda.reschedule(id, start(text == null ? when.texto() : text, "data_hora"), by(caller)));
  }
}
