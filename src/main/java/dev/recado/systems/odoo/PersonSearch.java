package dev.recado.systems.odoo;

import dev.recado.ground.phone.Phones;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records of one person by phone.
 *
 * <p>{@code phone_sanitized} holds one number of a record, and false for a text that Odoo cannot
 * read. {@code phone_mobile_search} looks at all numbers, but also finds parts of numbers. So the
 * hub asks for both, with only the digits that all forms of a number share, and compares each
 * result in full: a record with the same last digits may belong to another person
 * (docs/contracts.md#odoo-partners-and-phones).
 */
final class PersonSearch {

  private static final int SHARED_DIGITS = 8;
  private static final int CANDIDATES = 200;

  private final Odoo odoo;

  PersonSearch(Odoo odoo) {
    this.odoo = odoo;
  }

  /**
   * Searches.
   *
   * @param model whose records have phones
   * @param phone international digits
   * @param further conditions
   * @param order of the records, in Odoo's notation
   */
  List<Map<String, @Nullable Object>> find(
      String model, String phone, List<Object> further, String order) {
    List<Object> domain = new ArrayList<>();
    domain.add("|");
    domain.add(List.of("phone_sanitized", "=", "+" + phone));
    domain.add(List.of("phone_mobile_search", "ilike", shared(phone)));
    domain.addAll(further);
    String key = Phones.matchKey(phone);
    List<Map<String, @Nullable Object>> alike =
        odoo.searchRead(model, domain, "phone,mobile,phone_sanitized,email", order, CANDIDATES, 0);
    List<Map<String, @Nullable Object>> same = new ArrayList<>();
    for (Map<String, @Nullable Object> record : alike) {
      if (numbers(record).anyMatch(key::equals)) {
        same.add(record);
      }
    }
    return same;
  }

  private static String shared(String phone) {
    return phone.substring(Math.max(0, phone.length() - SHARED_DIGITS));
  }

  private static Stream<String> numbers(Map<String, @Nullable Object> record) {
    return Stream.of("phone", "mobile", "phone_sanitized")
        .map(record::get)
        .filter(Objects::nonNull)
        .flatMap(written -> Phones.read(String.valueOf(written)).numbers().stream())
        .map(Phones::matchKey);
  }
}
