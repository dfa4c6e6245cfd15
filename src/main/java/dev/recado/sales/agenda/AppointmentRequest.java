package dev.recado.sales.agenda;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.ground.web.Said;
import dev.recado.spine.outbox.Customers;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a request for an appointment takes: for whom, and when.
 *
 * @param phone the customer's, in any form
 * @param contactId the customer's id in the CRM, instead of the phone
 * @param leadId the id of his lead in the CRM, instead of the phone
 * @param conversationId the key of his conversation, instead of the phone
 * @param dateTime as ISO, or in words
 * @param date {@code 2026-12-02} or {@code 02/12}
 * @param time {@code 15:00} or {@code 15h}
 * @param text in words, such as {@code amanhã às 15h}
 * @param area as in {@code business.yaml}
 * @param seller his id, where it must be a certain one
 * @param name the customer's
 * @param subject what it is about
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
    @JsonProperty("assunto") @JsonAlias("subject") @Nullable String subject) {

  /** For whom it is. */
  Customers.Whom whom() {
    return new Customers.Whom(phone, conversationId, contactId, leadId);
  }

  /** All that is said about when, in one text. */
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

  /** Without the person: a record's own text would show it in logs. */
  @Override
  public String toString() {
    return "AppointmentRequest[]";
  }
}
