package dev.recado.sales.crm;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.simple.Numbers;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry that a flow makes in the CRM: the payload of {@code crm-note}, {@code crm-lead-update},
 * {@code crm-task} and {@code crm-talk-close}.
 *
 * @param externalId the id that prevents a second entry, for example {@code recado.note_4f2a}
 * @param lead the lead's id in the CRM, or null for the open lead of the contact
 * @param address the contact's phone, or the chat id where it is hidden, or null
 * @param conversation the key of the contact's conversation, or null
 * @param text the text, or null
 * @param answers the messages of the same run to the contact
 * @param responsible the id of the responsible user in the CRM, or null
 * @param unlessChosen whether a responsible user stays if a person chose that user
 * @param status the id of the lead's stage, or null
 * @param pipeline the id of the lead's pipeline, or null
 * @param price the lead's value, or null
 * @param until the deadline of a task, or null
 * @param talk the id of a conversation in the CRM's own chat, or null
 */
public record CrmEntry(
    String externalId,
    @Nullable String lead,
    @Nullable String address,
    @Nullable String conversation,
    @Nullable String text,
    List<Said> answers,
    @Nullable String responsible,
    boolean unlessChosen,
    @Nullable String status,
    @Nullable String pipeline,
    @Nullable BigDecimal price,
    @Nullable Instant until,
    @Nullable String talk) {

  /**
   * A message to the contact.
   *
   * @param message its id in the outbox
   * @param text its text
   */
  public record Said(String message, String text) {}

  /**
   * Reads a payload.
   *
   * @param payload the payload as these effects write it
   * @throws UnprocessableException if a value cannot be read
   */
  public static CrmEntry of(Map<?, ?> payload) {
    String externalId = text(payload, "externalId");
    if (externalId == null) {
      throw new UnprocessableException(
          "A anotação não traz externalId, que a protege de repetição");
    }
    return new CrmEntry(
        externalId,
        text(payload, "lead"),
        text(payload, "phone"),
        text(payload, "conversation"),
        text(payload, "text"),
        answers(payload.get("answers")),
        text(payload, "responsible"),
        Boolean.parseBoolean(text(payload, "unlessChosen")),
        text(payload, "status"),
        text(payload, "pipeline"),
        price(text(payload, "price")),
        until(text(payload, "until")),
        text(payload, "talk"));
  }

  private static @Nullable String text(Map<?, ?> payload, String name) {
    Object value = payload.get(name);
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() ? null : text;
  }

  private static List<Said> answers(@Nullable Object answers) {
    List<Said> said = new ArrayList<>();
    for (Object answer : answers instanceof List<?> list ? list : List.of()) {
      Map<?, ?> one = (Map<?, ?>) answer;
      said.add(new Said(String.valueOf(one.get("id")), String.valueOf(one.get("text"))));
    }
    return said;
  }

  private static @Nullable BigDecimal price(@Nullable String price) {
    try {
      return price == null ? null : Numbers.plain(price);
    } catch (NumberFormatException e) {
      throw new UnprocessableException(
          "'" + price + "' não é um valor: escreva o preço como 1234.56", e);
    }
  }

  private static @Nullable Instant until(@Nullable String until) {
    try {
      return until == null ? null : Instant.parse(until);
    } catch (DateTimeException e) {
      throw new UnprocessableException(
          "'" + until + "' não é um prazo: escreva-o como 2026-01-31T12:00:00Z", e);
    }
  }

  /**
   * Gives the contact's phone.
   *
   * @return international digits; empty if the phone is hidden or missing
   */
  public Optional<String> phone() {
    return Phones.address(address).digits();
  }

  /**
   * Gives the text of a task.
   *
   * @throws UnprocessableException if the task has no text or no deadline
   */
  public String taskText() {
    if (text == null || until == null) {
      throw new UnprocessableException("A tarefa precisa de texto (text) e prazo (until)");
    }
    return text;
  }

  /** Leaves out personal data: the record's default text would show it in logs. */
  @Override
  public String toString() {
    return "CrmEntry[" + externalId + "]";
  }
}
