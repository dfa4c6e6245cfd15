package dev.recado.sales.crm;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.Amounts;
import dev.recado.spine.flow.UnprocessableException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a flow has written down in the CRM: the payload of {@code crm-note}, {@code
 * crm-lead-update}, {@code crm-task} and {@code crm-talk-close}.
 *
 * @param externalId what makes writing it twice harmless, for example {@code recado.note_4f2a}
 * @param lead the lead's id in the CRM, or null for the open lead of the contact
 * @param address the contact's phone, or the chat id where it is hidden, or null
 * @param conversation the key of the contact's conversation, or null
 * @param text what it says, or null
 * @param answers what was said to the contact in the same run
 * @param responsible the id, in the CRM, of who answers for it, or null
 * @param unlessChosen whether a responsible whom a person has chosen stays
 * @param status the id of the lead's stage, or null
 * @param pipeline the id of the lead's pipeline, or null
 * @param price what the lead is worth, or null
 * @param until when a task is to be done, or null
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
   * Something that was said to the contact.
   *
   * @param message its id in the outbox
   * @param text what it says
   */
  public record Said(String message, String text) {}

  /**
   * Reads a payload.
   *
   * @param payload as these effects make it
   * @throws UnprocessableException where something in it cannot be read
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
      return price == null ? null : Amounts.of(price);
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
   * @return international digits; empty where it is hidden or not told
   */
  public Optional<String> phone() {
    return Phones.address(address).digits();
  }

  /**
   * Gives what there is to do in a task.
   *
   * @throws UnprocessableException where a task says nothing or has no end
   */
  public String taskText() {
    if (text == null || until == null) {
      throw new UnprocessableException("A tarefa precisa de texto (text) e prazo (until)");
    }
    return text;
  }

  /** Without the person: a record's own text would show it in logs. */
  @Override
  public String toString() {
    return "CrmEntry[" + externalId + "]";
  }
}
