package dev.recado.sales.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer of the business.
 *
 * @param id its number
 * @param details what people and systems say about it
 * @param lastOrderAt when its last order was confirmed, or null
 * @param createdAt when the hub learned of it
 * @param updatedAt when its details last changed
 */
public record Client(
    long id, Details details, @Nullable Instant lastOrderAt, Instant createdAt, Instant updatedAt) {

  /**
   * What people and systems say about a customer.
   *
   * @param name never blank
   * @param phone as it was given; international digits if the API wrote it; null if there is none
   * @param email or null
   * @param document CPF or CNPJ without punctuation, or null
   * @param place where the customer lives
   * @param notes for the team, or null
   * @param active false: gets no campaigns
   * @param blocked true: no order is taken
   * @param odooPartner its {@code res.partner} in Odoo, or null
   */
  public record Details(
      String name,
      @Nullable String phone,
      @Nullable String email,
      @Nullable String document,
      Place place,
      @Nullable String notes,
      boolean active,
      boolean blocked,
      @Nullable Long odooPartner) {

    /** Knows only a name, a phone and an e-mail. */
    public static Details of(String name, @Nullable String phone, @Nullable String email) {
      return new Details(name, phone, email, null, Place.UNKNOWN, null, true, false, null);
    }
  }

  /**
   * Where a customer lives.
   *
   * @param address street, number and district, or null
   * @param city or null
   * @param state two capitals such as {@code SP}, or null
   * @param postcode the eight digits of a CEP, or null
   */
  public record Place(
      @Nullable String address,
      @Nullable String city,
      @Nullable String state,
      @Nullable String postcode) {

    /** Nothing is known. */
    public static final Place UNKNOWN = new Place(null, null, null, null);
  }
}
