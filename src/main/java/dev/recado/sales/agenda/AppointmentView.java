package dev.recado.sales.agenda;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.seller.SellerName;
import dev.recado.sales.seller.Sellers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * An appointment as the API shows it.
 *
 * @param id the hub's own id
 * @param status {@code confirmado}, {@code cancelado}, {@code realizado} or {@code faltou}
 * @param seller the seller
 * @param start the beginning, in the time zone {@code RECADO_TIMEZONE}
 * @param end the end, in the same time zone
 * @param phone the customer: the phone's digits, or the chat id where the phone is hidden
 * @param name the customer's name, or null
 * @param subject the subject, or null
 * @param area the area that interests the customer, or null
 * @param lead the lead's id in the CRM, or null
 * @param by the author of the booking
 * @param kind the name of its kind, or null
 */
record AppointmentView(
    long id,
    String status,
    @JsonProperty("vendedor") SellerName seller,
    @JsonProperty("inicio") String start,
    @JsonProperty("fim") String end,
    @JsonProperty("telefone") String phone,
    @JsonProperty("nome") @Nullable String name,
    @JsonProperty("assunto") @Nullable String subject,
    @Nullable String area,
    @JsonProperty("lead_id") @Nullable String lead,
    @JsonProperty("criado_por") String by,
    @JsonProperty("tipo") @Nullable String kind) {

  /** A free slot. */
  record Free(
      @JsonProperty("inicio") String start,
      @JsonProperty("fim") String end,
      @JsonProperty("vendedor") SellerName seller) {

    static Free of(Slot slot, Sellers sellers, ZoneId zone) {
      return new Free(
          local(slot.start(), zone),
          local(slot.end(), zone),
          who(slot.seller(), slot.sellerName(), sellers));
    }
  }

  static AppointmentView of(Appointment it, Sellers sellers, ZoneId zone) {
    return new AppointmentView(
        it.id(),
        switch (it.state()) {
          case BOOKED -> "confirmado";
          case CANCELLED -> "cancelado";
          case DONE -> "realizado";
          case NO_SHOW -> "faltou";
        },
        who(it.seller(), "", sellers),
        local(it.start(), zone),
        local(it.end(), zone),
        it.address(),
        it.name(),
        it.subject(),
        it.area(),
        it.lead(),
        it.createdBy(),
        it.kindName());
  }

  /** Sellers are never deleted. If one is missing all the same, the view shows the number. */
  private static SellerName who(long id, String name, Sellers sellers) {
    SellerName known = SellerName.of(sellers.byId(id).orElse(null));
    return known == null ? new SellerName(id, name, null) : known;
  }

  /** The view for lists, with a masked phone. */
  AppointmentView masked() {
    return new AppointmentView(
        id, status, seller, start, end, Phones.mask(phone), name, subject, area, lead, by, kind);
  }

  private static String local(Instant instant, ZoneId zone) {
    return OffsetDateTime.ofInstant(instant, zone).toString();
  }

  /** Leaves out personal data: the record's default text would show it in logs. */
  @Override
  public String toString() {
    return "AppointmentView[" + id + " " + status + "]";
  }
}
