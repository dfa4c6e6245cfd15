package dev.recado.sales.agenda;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.web.Said;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for an appointment: the customer and the time.
 *
 * @param phone the customer's phone, in any form
 * @param contactId the customer's id in the CRM, instead of the phone
 * @param leadId the id of the customer's lead in the CRM, instead of the phone
 * @param conversationId the key of the customer's conversation, instead of the phone
 * @param dateTime date and time in ISO form, or in words
 * @param date {@code 2026-12-02} or {@code 02/12}
 * @param time {@code 15:00} or {@code 15h}
 * @param text the time in words, such as {@code amanhã às 15h}
 * @param area the area as in {@code business.yaml}
 * @param seller the id of a certain seller, if one is wanted
 * @param name the customer's name
 * @param subject the subject
 * @param kind the id or the name of the kind of appointment
 */
@Schema(name = "AgendamentoRequest")
record AppointmentRequest(
    @JsonProperty("telefone") @JsonAlias("phone") @Nullable String phone,
    @JsonProperty("contact_id") @Nullable String contactId,
    @JsonProperty("lead_id") @Nullable String leadId,
    @JsonProperty("conversation_id") @Nullable String conversationId,
    @JsonProperty("data_hora") @Nullable String dateTime,
    @JsonProperty("data") @Nullable String date,
    @JsonProperty("hora") @Nullable String time,
    @JsonProperty("texto") @Nullable String text,
    @JsonProperty("area") @Nullable String area,
    @JsonProperty("vendedor_id") @Nullable String seller,
    @JsonProperty("nome") @JsonAlias("name") @Nullable String name,
    @JsonProperty("assunto") @JsonAlias("subject") @Nullable String subject,
    @JsonProperty("tipo") @JsonAlias("kind") @Nullable String kind) {

  /** The customer. */
  Customers.Whom whom() {
    return new Customers.Whom(phone, conversationId, contactId, leadId);
  }

  /** Joins all fields about the time into one text. */
  String when() {
    StringBuilder words = new StringBuilder();
    for (String part : new @Nullable String[] {dateTime, date, time, text}) {
      String said = Said.text(part);
      if (said != null) {
        words.append(words.isEmpty() ? "" : " ").append(said);
      }
    }
    return words.toString();
  }

  /** Leaves out personal data: the record's default text would show it in logs. */
  @Override
  public String toString() {
    return "AppointmentRequest[]";
  }
}
