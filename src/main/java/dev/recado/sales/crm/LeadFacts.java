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
 * What a flow tells of somebody who may buy.
 *
 * @param externalId what makes telling it twice harmless, for example {@code recado.lead_4f2a}
 * @param title what the lead is called
 * @param name the contact's, or null
 * @param phone international digits without a plus, or null
 * @param email or null
 * @param area what the contact is interested in, or null
 * @param source where the contact came from, {@code WhatsApp} where nothing was said
 * @param description further words, several lines of plain text, or null
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
   * @param payload by the names of this record's components; blank counts as absent
   * @return the facts, with a title made of name and area where there is none
   * @throws UnprocessableException where there is no {@code externalId}
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
   * Gives the key by which the same person is recognised.
   *
   * @return see {@link Phones#matchKey}; empty where there is no readable phone
   */
  public Optional<String> matchKey() {
    return Phones.address(phone).digits().map(Phones::matchKey);
  }

  /**
   * Tells the phone as CRMs want it.
   *
   * @return E.164 with its plus, the text as it came where it is no number, or null
   */
  public @Nullable String e164() {
    return phone == null
        ? null
        : Phones.address(phone).digits().map(digits -> "+" + digits).orElse(phone);
  }

  /**
   * Tells all facts to a person.
   *
   * @return one fact a line in Portuguese, the description's own lines at the end
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

  /** Without the person: a record's own text would show it in logs. */
  @Override
  public String toString() {
    return "LeadFacts[" + externalId + "]";
  }
}
