package dev.recado.spine.campaign;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an audience: which has the phone, which the client, and which are the template's.
 *
 * @param phone the place of the phone
 * @param client the place of the client, or -1
 * @param names all names, as templates name their parameters
 */
record Columns(int phone, int client, List<String> names) {

  /** More than any template has parameters. */
  private static final int MOST = 200;

  private static final List<String> PHONES =
      List.of("phone", "telefone", "to", "celular", "whatsapp");
  private static final List<String> CLIENTS = List.of("client", "cliente");

  /**
   * Reads the names.
   *
   * @throws UnusableAudienceException if none of them has the phone
   */
  static Columns of(String what, List<String> written) {
    if (written.size() > MOST) {
      throw new UnusableAudienceException(
          "%s tem %d colunas, e um público tem no máximo %d: devolva só as que o modelo usa."
              .formatted(what, written.size(), MOST));
    }
    List<String> names = written.stream().map(Columns::plain).toList();
    int phone = first(PHONES, names);
    if (phone < 0) {
      throw new UnusableAudienceException(
          "%s não tem uma coluna com o telefone (%s); as colunas são: %s."
              .formatted(what, phones(), String.join(", ", written)));
    }
    List<String> phones = PHONES.stream().filter(Set.copyOf(names)::contains).toList();
    if (phones.size() > 1) {
      throw new UnusableAudienceException(
          "%s tem mais de uma coluna com o telefone (%s): deixe só a que vale, ou dê outro nome às outras."
              .formatted(what, String.join(", ", phones)));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        throw new UnusableAudienceException(
            "%s tem a coluna '%s' mais de uma vez.".formatted(what, written.get(i)));
      }
    }
    return new Columns(phone, first(CLIENTS, names), names);
  }

  private static String phones() {
    int last = PHONES.size() - 1;
    return String.join(", ", PHONES.subList(0, last)) + " ou " + PHONES.get(last);
  }

  private static int first(List<String> wanted, List<String> names) {
    return wanted.stream().map(names::indexOf).filter(at -> at >= 0).findFirst().orElse(-1);
  }

  /** {@code Nome do cliente} is the value {@code nome_do_cliente} of a template. */
  private static String plain(String written) {
    String letters =
        Normalizer.normalize(written.strip(), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return letters.toLowerCase(Locale.ROOT).replaceAll("\\W+", "_");
  }

  /** The names of the template's values. */
  List<String> values() {
    String withPhone = names.get(phone);
    return names.stream().filter(name -> !name.equals(withPhone)).toList();
  }

  boolean isValue(int at) {
    return at != phone && at < names.size();
  }

  @Nullable String clientOf(List<? extends @Nullable Object> row) {
    Object value = client < 0 || client >= row.size() ? null : row.get(client);
    return value == null || String.valueOf(value).isBlank() ? null : String.valueOf(value).strip();
  }
}
