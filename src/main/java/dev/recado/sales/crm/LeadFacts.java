package dev.recado.sales.crm;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.UnprocessableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a flow gives about a possible customer.
 *
 * @param externalId the id that prevents a second lead, for example {@code recado.lead_4f2a}
 * @param title the lead's title
 * @param name the contact's name, or null
 * @param phone international digits without a plus, or null
 * @param email the e-mail address, or null
 * @param area the area that interests the contact, or null
 * @param source where the contact came from; {@code WhatsApp} if the flow names nothing
 * @param description more text, with several plain lines, or null
 */
public record LeadFacts(
    String externalId,
    String title,
    @Nullable String name,
    @Nullable String phone,
    @Nullable String email,
    @Nullable String area,
    String source,
    @Nullable String description) {

  private static final String DEFAULT_SOURCE = "WhatsApp";

  /**
   * Reads the payload of a {@code crm-lead}.
   *
   * @param payload values by the names of this record's components; a blank counts as missing
   * @return the facts; a missing title is made of name and area
   * @throws UnprocessableException if there is no {@code externalId}
   */
  public static LeadFacts of(Map<?, ?> payload) {
    String externalId = text(payload, "externalId");
    if (externalId == null) {
      throw new UnprocessableException("O lead não traz externalId, que o protege de repetição");
    }
    String name = text(payload, "name");
    String phone = text(payload, "phone");
    String area = text(payload, "area");
    String title = text(payload, "title");
    String source = text(payload, "source");
    return new LeadFacts(
        externalId,
        title == null ? title(name, phone, area) : title,
        name,
        phone == null ? null : Phones.address(phone).digits().orElse(phone),
        text(payload, "email"),
        area,
        source == null ? DEFAULT_SOURCE : source,
        text(payload, "description"));
  }

  private static @Nullable String text(Map<?, ?> payload, String name) {
    Object value = payload.get(name);
    String text = value == null ? "" : value.toString().strip();
    return text.isEmpty() ? null : text;
  }

  private static String title(
      @Nullable String name, @Nullable String phone, @Nullable String area) {
    String who = name != null ? name : phone != null ? phone : "Contato";
    return Stream.of(who, area == null ? "" : area)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" - "));
  }

  /**
   * Gives the key that identifies a person.
   *
   * @return see {@link Phones#matchKey}; empty without a readable phone
   */
  public Optional<String> matchKey() {
    return Phones.address(phone).digits().map(Phones::matchKey);
  }

  /**
   * Gives the phone in the form that CRMs want.
   *
   * @return E.164 with its plus, the original text if it is no number, or null
   */
  public @Nullable String e164() {
    return phone == null
        ? null
        : Phones.address(phone).digits().map(digits -> "+" + digits).orElse(phone);
  }

  /**
   * Lists all facts for a person to read.
   *
   * @return one fact per line in Portuguese, with the lines of the description at the end
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "Nome: ", name);
    add(lines, "Telefone: ", e164());
    add(lines, "E-mail: ", email);
    add(lines, "Área de interesse: ", area);
    if (description != null) {
      description.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    }
    return lines;
  }

  private static void add(List<String> lines, String label, @Nullable String value) {
    if (value != null) {
      lines.add(label + value);
    }
  }

  /** Leaves out personal data: the record's default text would show it in logs. */
  @Override
  public String toString() {
    return "LeadFacts[" + externalId + "]";
  }
}
