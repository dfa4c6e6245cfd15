package dev.recado.sales.agenda;

import dev.recado.sales.agenda.FreeSlots.Need;
import dev.recado.sales.agenda.FreeSlots.Objection;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.outbox.Contacts;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The appointments of all sellers.
 *
 * <p>Each change runs in the caller's transaction, or in one of its own. The change also sets an
 * event. The flow of that event tells the customer, the seller and the CRM.
 *
 * <p>All processes together make one change of the agenda at a time.
 */
public final class Agenda {
  /** The customer, in chat, changes the appointment. */
  public static final String CUSTOMER = "cliente";

  private static final String NOBODY = "No momento não há ninguém disponível para agendar.";
  private static final String NO_KIND = "Esse tipo de atendimento não pode mais ser agendado.";
  private static final String GONE = "Não encontrei esse horário marcado.";

  private final AppointmentTable table;
  private final FreeSlots slots;
  private final Kinds kinds;
  private final Sellers sellers;
  private final CrmLinks links;
  private final AppointmentNews news;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ZoneId zone;

  Agenda(
      AppointmentTable table,
      FreeSlots slots,
      Kinds kinds,
      Sellers sellers,
      CrmLinks links,
      AppointmentNews news,
      TransactionTemplate transaction,
      Clock clock,
      ZoneId zone) {
    this.table = table;
    this.slots = slots;
    this.kinds = kinds;
    this.sellers = sellers;
    this.links = links;
    this.news = news;
    this.transaction = transaction;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * The author of a change to an appointment.
   *
   * @param name {@link #CUSTOMER}, or the name of the API's caller
   * @param turn the turn in which the customer asked for the change, or null; the news continues it
   * @param channel the channel that gets the answer to that turn (see {@code channel} of a turn),
   *     or null
   */
  public record By(String name, @Nullable UUID turn, @Nullable String channel) {

    /**
     * Makes the author for a caller of the API.
     *
     * @param name the caller's name
     */
    public static By caller(String name) {
      return new By(name, null, null);
    }
  }

  /**
   * A request for an appointment.
   *
   * @param address the customer: the phone's digits, or the chat id where the phone is hidden
   * @param start when the appointment begins
   * @param seller the seller's id; null means the conversation's seller, or the next one in turn
   * @param name the customer's name, or null
   * @param subject the subject, or null
   * @param area the area that interests the customer, or null
   * @param lead the lead's id in the CRM; null means the lead that the hub knows, if any
   * @param by the author of the request
   * @param kind the id of the kind; null means the only kind, or none if there are several
   */
  public record Wish(
      String address,
      Instant start,
      @Nullable Long seller,
      @Nullable String name,
      @Nullable String subject,
      @Nullable String area,
      @Nullable String lead,
      By by,
      @Nullable Long kind) {

    private Wish of(Kind known) {
      String theArea = area == null ? known.area() : area;
      return new Wish(address, start, seller, name, subject, theArea, lead, by, known.id());
    }
  }

  /** The result of a request. */
  public sealed interface Booking {}

  /**
   * The appointment is booked as requested.
   *
   * @param appointment the appointment after the change
   * @param sellerName the seller's name as customers read it
   */
  public record Booked(Appointment appointment, String sellerName) implements Booking {}

  /**
   * The request cannot be met.
   *
   * @param why the reason, for programs
   * @param reason one sentence in Portuguese, for the customer
   * @param alternatives the nearest free slots, by time; empty if there are none or there is no
   *     seller
   */
  public record Declined(Why why, String reason, List<Slot> alternatives) implements Booking {

    /** Copies the list. */
    public Declined {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** Why a request cannot be met. */
  public enum Why {
    /** Another customer has that slot. */
    TAKEN,
    /** No slot begins then: past, too soon, too far, a holiday, or outside working hours. */
    CLOSED,
    /** There is no active seller. */
    NO_SELLER,
    /** The appointment to move does not exist, was cancelled, or is over. */
    GONE
  }

  /**
   * Books a slot. The same request twice gives one appointment.
   *
   * @param wish the request
   */
  public Booking book(Wish wish) {
    return withLock(() -> bookLocked(wish));
  }

  private Booking bookLocked(Wish wish) {
    Optional<Kind> kind = wish.kind() == null ? kinds.only(wish.area()) : kinds.active(wish.kind());
    if (wish.kind() != null && kind.isEmpty()) {
      return new Declined(Why.CLOSED, NO_KIND, List.of());
    }
    return bookLocked(kind.map(wish::of).orElse(wish), slots.need(kind.orElse(null)));
  }

  private <T> T withLock(Supplier<T> change) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              table.lock();
              return change.get();
            }));
  }

  private Booking bookLocked(Wish wish, Need need) {
    String conversation = Contacts.conversation(wish.address());
    Optional<Appointment> existing = table.bookedAt(conversation, wish.start());
    if (existing.isPresent()) {
      return booked(existing.get());
    }
    List<Seller> candidates =
        wish.seller() == null ? candidates(conversation, wish.area()) : active(wish.seller());
    if (candidates.isEmpty()) {
      return new Declined(Why.NO_SELLER, NOBODY, List.of());
    }
    return slots
        .against(candidates, wish.start(), need)
        .<Booking>map(objection -> declined(objection, candidates, wish.start(), need))
        .orElseGet(
            () ->
                bookWith(
                    chooseSeller(wish, conversation, candidates, need), wish, conversation, need));
  }

  private List<Seller> active(long seller) {
    return sellers.byId(seller).filter(Seller::active).stream().toList();
  }

  /**
   * A new customer gets a seller in turn. If that seller is busy then and another seller of the
   * area is free, the free one gets the customer.
   */
  private Seller chooseSeller(Wish wish, String conversation, List<Seller> candidates, Need need) {
    if (wish.seller() != null || sellers.of(conversation).filter(Seller::active).isPresent()) {
      return candidates.get(0);
    }
    Seller assigned = sellers.assign(conversation, wish.area()).seller();
    if (assigned != null && isFree(assigned, wish.start(), need)) {
      return assigned;
    }
    Seller free =
        candidates.stream()
            .filter(one -> isFree(one, wish.start(), need))
            .findFirst()
            .orElseThrow();
    sellers.move(conversation, free.id(), "Livre no horário que o cliente pediu");
    return free;
  }

  private boolean isFree(Seller seller, Instant start, Need need) {
    return slots.against(List.of(seller), start, need).isEmpty();
  }

  private Booking bookWith(Seller seller, Wish wish, String conversation, Need need) {
    Instant now = clock.instant();
    String lead = wish.lead() == null ? leadOf(conversation) : wish.lead();
    Optional<Long> id = table.insert(wish, seller.id(), need.end(wish.start()), lead, now);
    if (id.isEmpty()) {
      Objection taken = new Objection(Why.TAKEN, "Esse horário acabou de ser reservado.");
      return declined(taken, List.of(seller), wish.start(), need);
    }
    Appointment appointment = table.byId(id.get()).orElseThrow();
    table.log(appointment.id(), "BOOKED", wish.by().name(), null, now);
    news.booked(appointment, wish.by(), now);
    return new Booked(appointment, seller.name());
  }

  private @Nullable String leadOf(String conversation) {
    return links.of(conversation).map(CrmLinks.Link::lead).orElse(null);
  }

  private Declined declined(Objection objection, List<Seller> candidates, Instant wish, Need need) {
    return new Declined(objection.why(), objection.reason(), slots.nearest(candidates, wish, need));
  }

  private Booked booked(Appointment appointment) {
    return new Booked(appointment, sellerName(appointment));
  }

  /** The seller's name as customers read it. */
  String sellerName(Appointment appointment) {
    return sellers.byId(appointment.seller()).map(Seller::name).orElse("");
  }

  /**
   * Moves an appointment to another time with the same seller.
   *
   * @param id the appointment's id
   * @param start the new beginning
   * @param by the author of the change
   */
  public Booking reschedule(long id, Instant start, By by) {
    return withLock(
        () ->
            open(id)
                .map(
                    appointment ->
                        appointment.start().equals(start)
                            ? booked(appointment)
                            : move(appointment, start, by))
                .orElseGet(() -> new Declined(Why.GONE, GONE, List.of())));
  }

  private Booking move(Appointment appointment, Instant start, By by) {
    List<Seller> seller = active(appointment.seller());
    if (seller.isEmpty()) {
      return new Declined(Why.NO_SELLER, NOBODY, List.of());
    }
    Need need = slots.toMove(appointment);
    Optional<Objection> objection = slots.against(seller, start, need);
    if (objection.isPresent()) {
      return declined(objection.get(), seller, start, need);
    }
    Instant now = clock.instant();
    table.move(appointment.id(), start, need.end(start), now);
    table.log(appointment.id(), "RESCHEDULED", by.name(), null, now);
    Appointment moved = table.byId(appointment.id()).orElseThrow();
    news.rescheduled(moved, by, now);
    return new Booked(moved, seller.get(0).name());
  }

  /**
   * Cancels an appointment.
   *
   * @param id the appointment's id
   * @param by the author of the change
   * @param why the reason in Portuguese, or null
   * @return the appointment before the change; empty if no open appointment has this id
   */
  public Optional<Appointment> cancel(long id, By by, @Nullable String why) {
    return withLock(
        () -> {
          Optional<Appointment> appointment = open(id);
          appointment.ifPresent(
              open -> {
                Instant now = clock.instant();
                table.cancel(id, now);
                table.log(id, "CANCELLED", by.name(), why, now);
                news.cancelled(table.byId(id).orElseThrow(), by, why, now);
              });
          return appointment;
        });
  }

  private Optional<Appointment> open(long id) {
    return table
        .byId(id)
        .filter(
            appointment ->
                appointment.state() == Appointment.State.BOOKED
                    && appointment.end().isAfter(clock.instant()));
  }

  /** Marks past appointments as done, and cancels the reminders of those that have begun. */
  void tidy() {
    withLock(
        () -> {
          List<Appointment> begun = table.begun(clock.instant());
          begun.forEach(news::begun);
          return begun;
        });
  }

  /** The sellers for a customer: the customer's own, else the active ones of the area, else all. */
  List<Seller> candidates(String conversation, @Nullable String area) {
    Optional<Seller> own = sellers.of(conversation).filter(Seller::active);
    if (own.isPresent()) {
      return List.of(own.get());
    }
    List<Seller> active = sellers.all().stream().filter(Seller::active).toList();
    List<Seller> ofArea =
        area == null
            ? List.of()
            : active.stream().filter(seller -> seller.areas().contains(area)).toList();
    return ofArea.isEmpty() ? active : ofArea;
  }

  /** The seller of an appointment, if still active. */
  List<Seller> sellerOf(Appointment appointment) {
    return active(appointment.seller());
  }

  /**
   * Finds an appointment.
   *
   * @param id its id
   */
  public Optional<Appointment> byId(long id) {
    return table.byId(id);
  }

  /**
   * Finds a customer's next appointment.
   *
   * @param conversation the conversation's key
   * @return the next appointment that is not over
   */
  public Optional<Appointment> nextOf(String conversation) {
    return table.nextOf(conversation, clock.instant());
  }

  /**
   * Lists appointments, also the cancelled ones.
   *
   * @param seller the seller's id, or null for all
   * @param from the first day, in the time zone {@code RECADO_TIMEZONE}
   * @param to the last day
   * @return by time
   */
  public List<Appointment> between(@Nullable Long seller, LocalDate from, LocalDate to) {
    return table.between(seller, start(from), start(to.plusDays(1)));
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /**
   * Lists the free slots of a day.
   *
   * @param seller the seller's id
   * @param day the day, in the time zone {@code RECADO_TIMEZONE}
   * @param kind the kind of the appointment, or null for none
   * @return by time; empty if the seller is unknown or not active
   */
  List<Slot> free(long seller, LocalDate day, @Nullable Kind kind) {
    return sellers
        .byId(seller)
        .filter(Seller::active)
        .map(one -> slots.on(List.of(one), day, slots.need(kind)))
        .orElse(List.of());
  }

  /**
   * Counts each seller's appointments for reports, without the cancelled ones.
   *
   * @param from the earliest beginning, inclusive
   * @param to the latest beginning, exclusive
   * @return by the seller's id; a seller without appointments is missing
   */
  public Map<Long, Long> bookedBySeller(Instant from, Instant to) {
    return table.countBySeller(from, to);
  }
}
