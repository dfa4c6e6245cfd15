package dev.recado.sales.movein;

import dev.recado.ground.phone.Phones;
import dev.recado.sales.client.Client;
import dev.recado.sales.client.Client.Details;
import dev.recado.sales.client.Client.Place;
import dev.recado.sales.client.Clients;
import dev.recado.sales.client.Clients.Taken;
import dev.recado.sales.client.Documents;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes customers in: by their id in the other system, else by phone, document or name. */
final class ClientTaker implements Taker {

  static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

  /** "codigo" is a customer's id in many systems. */
  private static final List<String> IDS =
      Stream.concat(Names.ID.stream(), Stream.of("codigo", "cod")).toList();

  private final Clients clients;
  private final Moved moved;
  private final Once once = new Once();

  ClientTaker(Clients clients, Moved moved) {
    this.clients = clients;
    this.moved = moved;
  }

  @Override
  public Change take(Row row) {
    Optional<String> id = row.id(IDS);
    Details said = details(row, true, false);
    if (id.isEmpty()) {
      checkOnce(row, said);
    }
    Client before =
        id.flatMap(it -> moved.find(Kind.CLIENTES, row.origin(), it))
            .flatMap(clients::byId)
            .or(() -> clients.same(row.origin(), said))
            .orElse(null);
    if (before != null && id.isPresent()) {
      moved
          .other(Kind.CLIENTES, row.origin(), id.get(), before.id())
          .ifPresent(
              other -> {
                throw row.refuse(
                    Names.PHONE,
                    "este telefone ou documento já é do cliente %s do arquivo (%s)"
                        .formatted(other, before.details().name()));
              });
    }
    if (before != null && said.phone() != null) {
      clients
          .byAddress(said.phone())
          .filter(other -> other.id() != before.id())
          .ifPresent(
              other -> {
                throw row.refuse(Names.PHONE, "este telefone já é de " + other.details().name());
              });
    }
    Details whole =
        before == null ? said : details(row, before.details().active(), before.details().blocked());
    Taken taken = clients.take(before, row.origin(), id.orElse(null), whole);
    id.ifPresent(it -> moved.note(Kind.CLIENTES, row.origin(), it, taken.customer().id()));
    once.note(row, key(said));
    return Change.of(taken.isNew(), taken.changed());
  }

  private void checkOnce(Row row, Details said) {
    boolean phone = said.phone() != null;
    boolean document = !phone && said.document() != null;
    once.check(
        row,
        key(said),
        phone ? Names.PHONE : document ? Names.DOCUMENT : Names.NAME,
        phone ? "este telefone" : document ? "este documento" : "este nome");
  }

  /** What a record without an id is found by; numbers, because a file may have many of them. */
  private static Object key(Details said) {
    String phone = said.phone();
    if (phone != null) {
      return Phones.digits(phone).map(Phones::matchKey).<Object>map(Long::valueOf).orElse(phone);
    }
    String document = said.document();
    return document != null ? document : said.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String phone(Row row) {
    String digits = row.phone(Names.PHONE);
    return digits == null ? null : Phones.written(digits);
  }

  private static Details details(Row row, boolean active, boolean blocked) {
    Boolean saidActive = row.flag(Names.ACTIVE);
    Boolean saidBlocked = row.flag(Names.BLOCKED);
    return new Details(
        row.required(Names.NAME, 200),
        phone(row),
        email(row),
        document(row),
        place(row),
        row.text(Names.NOTES, 4000),
        saidActive == null ? active : saidActive,
        saidBlocked == null ? blocked : saidBlocked,
        row.whole(Names.ODOO, 1, Long.MAX_VALUE));
  }

  static @Nullable String email(Row row) {
    String email = row.text(Names.EMAIL, 254);
    if (email != null && !EMAIL.matcher(email).matches()) {
      throw row.refuse(Names.EMAIL, "'%s' não é um e-mail".formatted(email));
    }
    return email;
  }

  private static @Nullable String document(Row row) {
    String written = row.text(Names.DOCUMENT, 30);
    if (written == null) {
      return null;
    }
    // A spreadsheet drops the zeros at the beginning.
    boolean bare = written.matches("\\d{9,10}");
    String whole = bare ? "0".repeat(11 - written.length()) + written : written;
    return Documents.read(whole)
        .orElseThrow(
            () -> row.refuse(Names.DOCUMENT, "'%s' não é um CPF nem um CNPJ".formatted(written)));
  }

  private static Place place(Row row) {
    String state = row.text(Names.UF, 2);
    String upper = state == null ? null : state.toUpperCase(Locale.ROOT);
    if (upper != null && !upper.matches("[A-Z]{2}")) {
      throw row.refuse(Names.UF, "'%s' não é a sigla de um estado, como SP".formatted(state));
    }
    String postcode = row.text(Names.POSTCODE, 12);
    String digits = postcode == null ? null : postcode.replaceAll("\\D", "");
    String whole = digits != null && digits.length() == 7 ? "0" + digits : digits;
    if (whole != null && whole.length() != 8) {
      throw row.refuse(
          Names.POSTCODE, "'%s' não tem os oito dígitos de um CEP".formatted(postcode));
    }
    return new Place(row.text(Names.ADDRESS, 300), row.text(Names.CITY, 120), upper, whole);
  }
}
