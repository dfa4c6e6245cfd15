package dev.recado.form;

import dev.recado.intent.PlainText;
import dev.recado.phone.Phones;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Reads who filled in a form and what he wants, whatever the site calls its fields; for the Kamelet
 * {@code form-fields-action}.
 *
 * <p>Case, accents, blanks, hyphens and underscores in a name do not matter, and neither does a
 * {@code your-} or {@code seu-} before it, as form builders put there.
 */
public final class FormFields {

  private static final List<String> NAME =
      List.of("nome", "nomecompleto", "name", "fullname", "firstname", "primeironome");
  private static final List<String> PHONE =
      List.of(
          "whatsapp",
          "celular",
          "telefone",
          "phone",
          "mobile",
          "tel",
          "fone",
          "telefonecelular",
          "phonenumber",
          "numero",
          "mobilephone");
  private static final List<String> EMAIL = List.of("email", "mail", "emailaddress");
  private static final List<String> AREA =
      List.of(
          "area",
          "areadeinteresse",
          "interesse",
          "interest",
          "assunto",
          "subject",
          "produto",
          "servico");
  private static final List<String> MESSAGE =
      List.of(
          "mensagem", "message", "comentario", "comentarios", "comments", "observacao", "texto");
  private static final List<String> TRIGGER = List.of("gatilho", "trigger");
  private static final List<String> ORIGIN =
      List.of("origem", "source", "pagina", "page", "campanha", "utmcampaign", "utmsource");
  private static final List<String> CONSENT =
      List.of(
          "consentimento",
          "consent",
          "aceitawhatsapp",
          "aceitowhatsapp",
          "aceitacontato",
          "optin",
          "whatsappoptin",
          "lgpd");

  private static final Set<String> NO = Set.of("nao", "n", "no", "false", "0", "off", "denied");

  /** No form has more; the others are not looked at. */
  private static final int MOST_FIELDS = 1_000;

  /** What a form may say of itself; anything else is a form. */
  private static final Set<String> TRIGGERS =
      Set.of("formulario", "site", "download", "agendamento");

  /**
   * Sets the variables {@code nome}, {@code telefone}, {@code email}, {@code area}, {@code
   * mensagem}, {@code gatilho}, {@code origem} (null where the form says nothing) and {@code
   * consentimento}: {@code negado} where the form says that no message is wanted, else null.
   *
   * @param exchange whose body holds the fields
   */
  public void read(Exchange exchange) {
    Map<String, String> fields = fields(exchange.getMessage().getBody(Map.class));
    set(exchange, "nome", first(fields, NAME));
    set(exchange, "telefone", phone(fields));
    set(exchange, "email", first(fields, EMAIL));
    set(exchange, "area", first(fields, AREA));
    set(exchange, "mensagem", first(fields, MESSAGE));
    set(exchange, "origem", first(fields, ORIGIN));
    set(exchange, "gatilho", Optional.of(trigger(fields)));
    set(exchange, "consentimento", denied(fields) ? Optional.of("negado") : Optional.empty());
  }

  private static void set(Exchange exchange, String variable, Optional<String> value) {
    exchange.setVariable(variable, value.orElse(null));
  }

  /** The first of two fields that are called alike counts. */
  private static Map<String, String> fields(@Nullable Map<?, ?> body) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (body != null) {
      body.entrySet().stream()
          .limit(MOST_FIELDS)
          .forEach(
              field -> {
                String text = text(field.getValue());
                if (text != null) {
                  fields.putIfAbsent(plain(String.valueOf(field.getKey())), text);
                }
              });
    }
    return fields;
  }

  private static @Nullable String text(@Nullable Object value) {
    boolean plain =
        value instanceof CharSequence || value instanceof Number || value instanceof Boolean;
    String text = plain ? String.valueOf(value).strip() : "";
    return text.isEmpty() ? null : text;
  }

  private static String plain(String name) {
    return PlainText.fold(name)
        .replaceAll("[^a-z0-9]+", "")
        .replaceFirst("^(?:your|seu|sua)(?=.)", "");
  }

  private static Optional<String> first(Map<String, String> fields, List<String> names) {
    return all(fields, names).findFirst();
  }

  private static Stream<String> all(Map<String, String> fields, List<String> names) {
    return names.stream().map(fields::get).filter(Objects::nonNull);
  }

  /** A field such as "whatsapp" may hold a tick instead of a number. */
  private static Optional<String> phone(Map<String, String> fields) {
    return all(fields, PHONE)
        .filter(written -> Phones.digits(written).isPresent())
        .findFirst()
        .or(() -> all(fields, PHONE).filter(written -> written.matches(".*\\d.*")).findFirst());
  }

  private static String trigger(Map<String, String> fields) {
    return first(fields, TRIGGER)
        .map(FormFields::plain)
        .filter(TRIGGERS::contains)
        .orElse("formulario");
  }

  private static boolean denied(Map<String, String> fields) {
    return all(fields, CONSENT).map(FormFields::plain).anyMatch(NO::contains);
  }
}
