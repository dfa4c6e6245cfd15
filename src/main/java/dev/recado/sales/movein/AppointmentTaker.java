package dev.recado.sales.movein;

import dev.recado.sales.agenda.Appointment.State;
import dev.recado.sales.agenda.AppointmentMoveIn;
import dev.recado.sales.agenda.AppointmentMoveIn.Facts;
import dev.recado.sales.agenda.AppointmentMoveIn.Taken;
import dev.recado.sales.client.Client;
import dev.recado.sales.client.Clients;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.SellerMoveIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes appointments in: by their id in the other system, else by seller, customer and time. */
final class AppointmentTaker implements Taker {

  private static final Map<String, State> STATES =
      Map.ofEntries(
          Map.entry("agendado", State.BOOKED),
          Map.entry("confirmado", State.BOOKED),
          Map.entry("pendente", State.BOOKED),
          Map.entry("reagendado", State.BOOKED),
          Map.entry("marcado", State.BOOKED),
          Map.entry("booked", State.BOOKED),
          Map.entry("scheduled", State.BOOKED),
          Map.entry("confirmed", State.BOOKED),
          Map.entry("cancelado", State.CANCELLED),
          Map.entry("cancelled", State.CANCELLED),
          Map.entry("canceled", State.CANCELLED),
          Map.entry("realizado", State.DONE),
          Map.entry("concluido", State.DONE),
          Map.entry("finalizado", State.DONE),
          Map.entry("atendido", State.DONE),
          Map.entry("nao_compareceu", State.DONE),
          Map.entry("faltou", State.DONE),
          Map.entry("done", State.DONE),
          Map.entry("completed", State.DONE));

  private static final long USUAL_MINUTES = 30;

  private final AppointmentMoveIn agenda;
  private final SellerMoveIn sellers;
  private final Clients clients;
  private final Moved moved;
  private final ZoneId zone;
  private final Clock clock;

  AppointmentTaker(
      AppointmentMoveIn agenda,
      SellerMoveIn sellers,
      Clients clients,
      Moved moved,
      ZoneId zone,
      Clock clock) {
    this.agenda = agenda;
    this.sellers = sellers;
    this.clients = clients;
    this.moved = moved;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public Change take(Row row) {
    Optional<String> id = row.id(Names.ID);
    Instant start = start(row);
    Instant end = end(row, start);
    State state = state(row, end);
    Optional<Client> client = client(row);
    String phone = row.phone(Names.PHONE);
    String reached =
        phone == null ? client.map(Client::details).map(Client.Details::phone).orElse(null) : phone;
    if (reached == null) {
      throw row.refuse(Names.PHONE, "falta; sem ele ninguém acha o compromisso");
    }
    String name = row.text(Names.CLIENT_NAME, 200);
    Long seller = seller(row);
    if (seller == null) {
      return Change.NEW;
    }
    Facts said =
        new Facts(
            seller,
            reached,
            name == null || Row.isId(name)
                ? client.map(it -> it.details().name()).orElse(null)
                : name,
            row.text(Names.SUBJECT, 1000),
            start,
            end,
            state);
    Long known =
        id.flatMap(it -> moved.find(Kind.AGENDA, row.origin(), it))
            .or(() -> agenda.at(seller, reached, start))
            .orElse(null);
    Taken taken =
        agenda
            .take(known, said, clock.instant())
            .orElseThrow(
                () -> row.refuse(Names.START, "o vendedor já tem outro compromisso neste horário"));
    id.ifPresent(it -> moved.note(Kind.AGENDA, row.origin(), it, taken.id()));
    return Change.of(taken.isNew(), taken.changed());
  }

  private Instant start(Row row) {
    Instant start = row.instant(Names.START, zone);
    if (start != null) {
      return start;
    }
    Instant day = row.instant(Names.DAY, zone);
    if (day == null) {
      throw row.refuse(Names.START, "falta");
    }
    String time = row.text(Names.TIME, 20);
    return time == null ? day : at(row, day, time);
  }

  private Instant at(Row row, Instant day, String time) {
    LocalTime hour =
        Written.time(time)
            .orElseThrow(
                () -> row.refuse(Names.TIME, "'%s' não é uma hora, como 14:00".formatted(time)));
    return day.atZone(zone).toLocalDate().atTime(hour).atZone(zone).toInstant();
  }

  private Instant end(Row row, Instant start) {
    String written = row.text(Names.END, 60);
    Instant end;
    if (written == null) {
      Long minutes = row.whole(Names.DURATION, 5, 24 * 60);
      end = start.plus(Duration.ofMinutes(minutes == null ? USUAL_MINUTES : minutes));
    } else {
      end =
          Written.time(written).isPresent()
              ? at(row, start, written)
              : row.instant(Names.END, zone);
    }
    if (end == null || !end.isAfter(start)) {
      throw row.refuse(Names.END, "o fim não vem depois do início");
    }
    return end;
  }

  /** What is over is done: nobody is to be reminded of it. */
  private State state(Row row, Instant end) {
    String said = row.text(Names.STATE, 60);
    State state = said == null ? State.BOOKED : STATES.get(Names.plain(said));
    if (state == null) {
      throw row.refuse(
          Names.STATE, "'%s' não é um estado: agendado, cancelado ou realizado".formatted(said));
    }
    return state == State.BOOKED && !end.isAfter(clock.instant()) ? State.DONE : state;
  }

  private Optional<Client> client(Row row) {
    String said = row.text(Names.CLIENT, 200);
    return said == null
        ? Optional.empty()
        : moved.find(Kind.CLIENTES, row.origin(), said).flatMap(clients::byId);
  }

  /** Null in a rehearsal in which the seller is new. */
  private @Nullable Long seller(Row row) {
    String said = row.required(Names.SELLER, 200);
    Optional<Long> known =
        moved
            .find(Kind.VENDEDORES, row.origin(), said)
            .or(() -> sellers.called(said).map(Seller::id));
    if (known.isEmpty()) {
      throw row.refuse(
          Names.SELLER,
          "não há o vendedor '%s': traga antes os vendedores, ou no mesmo comando".formatted(said));
    }
    return sellers.byId(known.get()).map(Seller::id).orElse(null);
  }
}
