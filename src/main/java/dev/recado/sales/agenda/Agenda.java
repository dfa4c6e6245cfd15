package dev.recado.sales.agenda;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The appointments of all sellers.
 *
 * <p>What changes them takes part in the caller's transaction, or has one of its own; that
 * customer, seller and CRM hear of it is the business of the event that is set with the change.
 */
public interface Agenda {

  /** Who books by chat. */
  String CUSTOMER = "cliente";

  /**
   * Who changes an appointment.
   *
   * @param name {@link #CUSTOMER}, or who calls the API
   * @param turn the event in which a customer wished it, which the news goes on with; or null
   * @param channel where that turn is answered, see {@code channel} of a turn; or null
   */
  record By(String name, @Nullable UUID turn, @Nullable String channel) {

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
  record Wish(
      String address,
      Instant start,
      @Nullable Long seller,
      @Nullable String name,
      @Nullable String subject,
      @Nullable String area,
      @Nullable String lead,
      By by) {}

  /** What came of a wish. */
  sealed interface Booking {}

  /**
   * It is as it was wished.
   *
   * @param appointment as it stands now
   * @param sellerName who has it, as customers are told
   */
  record Booked(Appointment appointment, String sellerName) implements Booking {}

  /**
   * It cannot be.
   *
   * @param why for programs
   * @param reason one sentence in Portuguese, for the customer
   * @param alternatives the nearest free slots, by time; empty where there is none or no seller
   */
  record Declined(Why why, String reason, List<Slot> alternatives) implements Booking {

    /** Takes a copy. */
    public Declined {
      alternatives = List.copyOf(alternatives);
    }
  }

  /** Why something cannot be. */
  enum Why {
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
  Booking book(Wish wish);

  /**
   * Moves an appointment to another time of the same seller.
   *
   * @param id the appointment
   * @param start when it is to begin
   * @param by who wishes it
   */
  Booking reschedule(long id, Instant start, By by);

  /**
   * Calls an appointment off.
   *
   * @param id the appointment
   * @param by who wishes it
   * @param why in Portuguese, or null
   * @return as it was; empty where there is none of this id that is still to be
   */
  Optional<Appointment> cancel(long id, By by, @Nullable String why);

  /**
   * Finds an appointment.
   *
   * @param id its id
   */
  Optional<Appointment> byId(long id);

  /**
   * Finds the appointment that a customer has to come to next.
   *
   * @param conversation its key
   * @return the next one that is not over
   */
  Optional<Appointment> nextOf(String conversation);

  /**
   * Lists appointments, also those that were called off.
   *
   * @param seller whose, or null for all
   * @param from the first day, by the clock of {@code RECADO_TIMEZONE}
   * @param to the last day
   * @return by time
   */
  List<Appointment> between(@Nullable Long seller, LocalDate from, LocalDate to);

  /**
   * Lists the free slots of a day.
   *
   * @param seller whose
   * @param day by the clock of {@code RECADO_TIMEZONE}
   * @return by time; empty for who is unknown or not active
   */
  List<Slot> free(long seller, LocalDate day);

  /**
   * Counts the appointments of each seller that were not called off, for reports.
   *
   * @param from when they begin, inclusive
   * @param to exclusive
   * @return by the id of the seller; who has none is not there
   */
  Map<Long, Long> bookedBySeller(Instant from, Instant to);
}
