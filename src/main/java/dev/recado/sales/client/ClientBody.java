package dev.recado.sales.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.phone.Phones;
import dev.recado.ground.rest.Fields;
import dev.recado.sales.client.Client.Details;
import dev.recado.sales.client.Client.Place;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a customer from a request, with the field names of {@code /api/clientes/}. */
final class ClientBody {

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
  private static final Details NOTHING = Details.of("", null, null);

  private ClientBody() {}

  /**
   * Reads it.
   *
   * @param json the body
   * @param before the customer as it is; null for a new one
   * @param partial whether absent fields stay, as with PATCH
   */
  static Details read(JsonNode json, @Nullable Details before, boolean partial) {
    Fields fields = Fields.of(json, partial);
    Details old = before == null || !partial ? NOTHING : before;
    Details details =
        new Details(
            fields.required("nome", 200, before == null ? null : before.name()),
            phone(fields, old.phone()),
            email(fields, old.email()),
            document(fields, old.document()),
            place(fields, old.place()),
            fields.text("observacoes", 4000, old.notes()),
            fields.flag("ativo", old.active()),
            fields.flag("bloqueado", old.blocked()),
            fields.whole("odoo_id", 1, Long.MAX_VALUE, partial ? old.odooPartner() : null));
    fields.check();
    return details;
  }

  private static @Nullable String phone(Fields fields, @Nullable String before) {
    String written = fields.text("telefone", 40, before);
    if (written == null || written.equals(before)) {
      return written;
    }
    Optional<String> digits = Phones.address(written).digits();
    if (digits.isEmpty()) {
      fields.wrong(
          "telefone", "Informe um telefone com DDD, como (11) 98765-4321 ou 5511987654321.");
    }
    return digits.map(Phones::written).orElse(null);
  }

  private static @Nullable String email(Fields fields, @Nullable String before) {
    String email = fields.text("email", 254, before);
    if (email != null && !email.equals(before) && !EMAIL.matcher(email).matches()) {
      fields.wrong("email", "Insira um endereço de email válido.");
    }
    return email;
  }

  private static @Nullable String document(Fields fields, @Nullable String before) {
    String written = fields.text("documento", 20, before);
    if (written == null || written.equals(before)) {
      return written;
    }
    Optional<String> document = Documents.read(written);
    if (document.isEmpty()) {
      fields.wrong("documento", "Informe um CPF ou CNPJ válido.");
    }
    return document.orElse(null);
  }

  private static Place place(Fields fields, Place before) {
    String state = fields.text("estado", 2, before.state());
    String upper = state == null ? null : state.toUpperCase(Locale.ROOT);
    if (upper != null && !upper.equals(before.state()) && !upper.matches("[A-Z]{2}")) {
      fields.wrong("estado", "Informe a sigla do estado, como SP.");
    }
    String postcode = fields.text("cep", 10, before.postcode());
    String digits =
        postcode == null || postcode.equals(before.postcode())
            ? postcode
            : postcode.replaceAll("\\D", "");
    if (digits != null && !digits.equals(before.postcode()) && digits.length() != 8) {
      fields.wrong("cep", "Informe os oito dígitos do CEP.");
    }
    return new Place(
        fields.text("endereco", 300, before.address()),
        fields.text("cidade", 120, before.city()),
        upper,
        digits);
  }
}
