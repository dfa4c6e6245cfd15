package dev.recado.sales.agenda;

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
 * <p>What changes them takes part in the caller's transaction, or has one of its own; that
 * customer, seller and CRM hear of it is the business of the event that is set with the change.
 *
 * <p>Appointments are booked, moved and called off one after another over all processes.
 */
public final class Agenda {
  /** Who books by chat. */
  public static final String CUSTOMER = "cliente";

  private static final String NOBODY = "No momento não há ninguém disponível para agendar.";
  private static final String GONE = "Não encontrei esse horário marcado.";

  private final AppointmentTable table;
  private final FreeSlots slots;
  private final Sellers sellers;
  private final CrmLinks links;
  private final AppointmentNews news;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ZoneId zone;

  Agenda(
      AppointmentTable table,
      FreeSlots slots,
      Sellers sellers,
      CrmLinks links,
      AppointmentNews news,
      TransactionTemplate transaction,
      Clock clock,
      ZoneId zone) {
    this.table = table;
    this.slots = slots;
    this.sellers = sellers;
    this.links = links;
    this.news = news;
    this.transaction = transaction;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Who changes an appointment.
   *
   * @param name {@link #CUSTOMER}, or who calls the API
   * @param turn the event in which a customer wished it, which the news goes on with; or null
   * @param channel where that turn is answered, see {@code channel} of a turn; or null
   */
  public record By(String name, @Nullable UUID turn, @Nullable String channel) {

    /**
     * Names a caller of the API.
     *
     * @param name his own
     */
    public static By caller(String name) {
      return new By(name, null, null);
    }
  }

  /**
   * What somebody wants.
   *
   * @param address whom it is for: the phone's digits, or the chat id where the phone is hidden
   * @param start when it is to begin
   * @param seller with whom, or null: whose the conversation is, else who is given it now
   * @param name the customer's, or null
   * @param subject what it is about, or null
   * @param area what the customer is interested in, or null
   * @param lead its lead in the CRM, or null: as far as it is known
   * @param by who wishes it
   */
  public record Wish(
      String address,
      Instant start,
      @Nullable Long seller,
      @Nullable String name,
      @Nullable String subject,
      @Nullable String area,
      @Nullable String lead,
      By by) {}

  /** What came of a wish. */
  public sealed interface Booking {}

  /**
   * It is as it was wished.
   *
   * @param appointment as it stands now
   * @param sellerName who has it, as customers are told
   */
  public record Booked(Appointment appointment, String sellerName) implements Booking {}

  /**
   * It cannot be.
   *
   * @param why for programs
   * @param reason one sentence in Portuguese, for the customer
   * @param alternatives the nearest free slots, by time; empty where there is none or no seller
   */
  public record Declined(Why why, String reason, List<Slot> alternatives) implements Booking {

    /** Takes a copy. */
    public Declined {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** Why something cannot be. */
  public enum Why {
    /** Somebody else has that slot. */
    TAKEN,
    /** There is no slot then: past, too soon, too far, a holiday, or outside working hours. */
    CLOSED,
    /** No active seller. */
    NO_SELLER,
    /** The appointment to be moved is not there, was cancelled, or is over. */
    GONE
  }

  /**
   * Books a slot; who wishes the same twice has it once.
   *
   * @param wish what is wanted
   */
  public Booking book(Wish wish) {
    return alone(() -> bookLocked(wish));
  }

  private <T> T alone(Supplier<T> change) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              table.lock();
              return change.get();
            }));
  }

  private Booking bookLocked(Wish wish) {
    String conversation = Contacts.conversation(wish.address());
    Optional<Appointment> same = table.bookedAt(conversation, wish.start());
    if (same.isPresent()) {
      return booked(same.get());
    }
    List<Seller> candidates =
        wish.seller() == null ? candidates(conversation, wish.area()) : active(wish.seller());
    if (candidates.isEmpty()) {
      return new Declined(Why.NO_SELLER, NOBODY, List.of());
    }
    return slots
        .against(candidates, wish.start(), FreeSlots.NONE)
        .<Booking>map(objection -> declined(objection, candidates, wish.start(), FreeSlots.NONE))
        .orElseGet(() -> bookWith(taker(wish, conversation, candidates), wish, conversation));
  }

  private List<Seller> active(long seller) {
    return sellers.byId(seller).filter(Seller::active).stream().toList();
  }

  /**
   * A new customer is shared out as any other; where that seller is not free then, and another of
   * the area is, the customer gets what he was offered.
   */
  private Seller taker(Wish wish, String conversation, List<Seller> candidates) {
    if (wish.seller() != null || sellers.of(conversation).filter(Seller::active).isPresent()) {
      return candidates.get(0);
    }
    Seller given = sellers.assign(conversation, wish.area()).seller();
    if (given != null && isFree(given, wish.start())) {
      return given;
    }
    Seller free =
        candidates.stream().filter(one -> isFree(one, wish.start())).findFirst().orElseThrow();
    sellers.move(conversation, free.id(), "Livre no horário que o cliente pediu");
    return free;
  }

  private boolean isFree(Seller seller, Instant start) {
    return slots.against(List.of(seller), start, FreeSlots.NONE).isEmpty();
  }

  private Booking bookWith(Seller seller, Wish wish, String conversation) {
    Instant now = clock.instant();
    String lead = wish.lead() == null ? leadOf(conversation) : wish.lead();
    Optional<Long> id = table.insert(wish, seller.id(), slots.end(wish.start()), lead, now);
    if (id.isEmpty()) {
      Objection taken = new Objection(Why.TAKEN, "Esse horário acabou de ser reservado.");
      return declined(taken, List.of(seller), wish.start(), FreeSlots.NONE);
    }
    Appointment made = table.byId(id.get()).orElseThrow();
    table.log(made.id(), "BOOKED", wish.by().name(), null, now);
    news.booked(made, wish.by(), now);
    return new Booked(made, seller.name());
  }

  private @Nullable String leadOf(String conversation) {
    return links.of(conversation).map(CrmLinks.Link::lead).orElse(null);
  }

  private Declined declined(
      Objection objection, List<Seller> candidates, Instant wish, long except) {
    return new Declined(
        objection.why(), objection.reason(), slots.nearest(candidates, wish, except));
  }

  private Booked booked(Appointment it) {
    return new Booked(it, sellerName(it));
  }

  /** With whom it is, as customers are told. */
  String sellerName(Appointment it) {
    return sellers.byId(it.seller()).map(Seller::name).orElse("");
  }

  /**
   * Moves an appointment to another time of the same seller.
   *
   * @param id the appointment
   * @param start when it is to begin
   * @param by who wishes it
   */
  public Booking reschedule(long id, Instant start, By by) {
    return alone(
        () ->
            open(id)
                .map(it -> it.start().equals(start) ? booked(it) : move(it, start, by))
                .orElseGet(() -> new Declined(Why.GONE, GONE, List.of())));
  }

  private Booking move(Appointment it, Instant start, By by) {
    List<Seller> seller = active(it.seller());
    if (seller.isEmpty()) {
      return new Declined(Why.NO_SELLER, NOBODY, List.of());
    }
    Optional<Objection> objection = slots.against(seller, start, it.id());
    if (objection.isPresent()) {
      return declined(objection.get(), seller, start, it.id());
    }
    Instant now = clock.instant();
    table.move(it.id(), start, slots.end(start), now);
    table.log(it.id(), "RESCHEDULED", by.name(), null, now);
    Appointment moved = table.byId(it.id()).orElseThrow();
    news.rescheduled(moved, by, now);
    return new Booked(moved, seller.get(0).name());
  }

  /**
   * Calls an appointment off.
   *
   * @param id the appointment
   * @param by who wishes it
   * @param why in Portuguese, or null
   * @return as it was; empty where there is none of this id that is still to be
   */
  public Optional<Appointment> cancel(long id, By by, @Nullable String why) {
    return alone(
        () -> {
          Optional<Appointment> it = open(id);
          it.ifPresent(
              open -> {
                Instant now = clock.instant();
                table.cancel(id, now);
                table.log(id, "CANCELLED", by.name(), why, now);
                news.cancelled(table.byId(id).orElseThrow(), by, why, now);
              });
          return it;
        });
  }

  private Optional<Appointment> open(long id) {
    return table
        .byId(id)
        .filter(it -> it.state() == Appointment.State.BOOKED && it.end().isAfter(clock.instant()));
  }

  /** Ends what is over, and takes back what would remind of it. */
  void tidy() {
    alone(
        () -> {
          List<Appointment> begun = table.begun(clock.instant());
          begun.forEach(news::begun);
          return begun;
        });
  }

  /** Who could take a customer: whose he is, else the active sellers of the area, else all. */
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

  /** Who has an appointment, while he is active. */
  List<Seller> sellerOf(Appointment it) {
    return active(it.seller());
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
   * Finds the appointment that a customer has to come to next.
   *
   * @param conversation its key
   * @return the next one that is not over
   */
  public Optional<Appointment> nextOf(String conversation) {
    return table.nextOf(conversation, clock.instant());
  }

  /**
   * Lists appointments, also those that were called off.
   *
   * @param seller whose, or null for all
   * @param from the first day, by the clock of {@code RECADO_TIMEZONE}
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
   * @param seller whose
   * @param day by the clock of {@code RECADO_TIMEZONE}
   * @return by time; empty for who is unknown or not active
   */
  public List<Slot> free(long seller, LocalDate day) {
    return sellers
        .byId(seller)
        .filter(Seller::active)
        .map(one -> slots.on(List.of(one), day, FreeSlots.NONE))
        .orElse(List.of());
  }

  /**
   * Counts the appointments of each seller that were not called off, for reports.
   *
   * @param from when they begin, inclusive
   * @param to exclusive
   * @return by the id of the seller; who has none is not there
   */
  public Map<Long, Long> bookedBySeller(Instant from, Instant to) {
    return table.countBySeller(from, to);
  }
}
