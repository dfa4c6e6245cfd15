package dev.recado.systems.odoo;

import dev.recado.ground.phone.Phones;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The customer of an invoice: the name, and the first phone that WhatsApp can reach.
 *
 * <p>The partner of an invoice may be an address of a company, without a name or a phone of its
 * own; then those of the company count (docs/contracts.md#odoo-partners-and-phones: {@code
 * commercial_partner_id}).
 */
final class OdooCustomer {

  private static final String PARTNER = "res.partner";
  private static final String FIELDS = "name,mobile,phone,parent_id,commercial_partner_id";

  private final Object id;
  private final List<String> written = new ArrayList<>();
  private final List<String> companies = new ArrayList<>();
  private @Nullable String name;
  private @Nullable String phone;
  private boolean known;

  private OdooCustomer(Object id) {
    this.id = id;
  }

  /** Reads a customer from Odoo, and the companies above if they are needed. */
  static OdooCustomer in(Odoo odoo, Object id) {
    OdooCustomer customer = new OdooCustomer(id);
    Map<String, @Nullable Object> partner = odoo.read(PARTNER, id, FIELDS);
    if (partner == null) {
      return customer;
    }
    customer.known = true;
    customer.take(partner);
    for (String above : List.of("parent_id", "commercial_partner_id")) {
      customer.takeCompany(odoo, partner.get(above));
    }
    return customer;
  }

  /** Takes a customer from a row of the hub's own table, which may be null. */
  static OdooCustomer from(Object id, @Nullable Map<String, @Nullable Object> row) {
    OdooCustomer customer = new OdooCustomer(id);
    if (row != null) {
      customer.known = true;
      customer.take(row);
    }
    return customer;
  }

  private void takeCompany(Odoo odoo, @Nullable Object company) {
    String which = String.valueOf(company);
    if (company == null
        || name != null && phone != null
        || which.equals(id.toString())
        || companies.contains(which)) {
      return;
    }
    Map<String, @Nullable Object> record = odoo.read(PARTNER, company, FIELDS);
    if (record != null) {
      companies.add(which);
      take(record);
    }
  }

  /**
   * Adds a record. The customer's own number counts before the company's, even if only the latter
   * is a mobile.
   */
  private void take(Map<String, @Nullable Object> record) {
    if (name == null) {
      name = text(record.get("name"));
    }
    List<String> here =
        Stream.of("mobile", "phone")
            .flatMap(field -> Stream.ofNullable(text(record.get(field))))
            .toList();
    written.addAll(here);
    phone = phone == null ? Phones.first(here).digits().orElse(null) : phone;
  }

  private static @Nullable String text(@Nullable Object value) {
    String text = Objects.toString(value, "").strip();
    return text.isEmpty() ? null : text;
  }

  /**
   * Gives the facts to a flow.
   *
   * @param missing the problem if the customer does not exist
   * @return {@code name}, {@code phone} ({@link Phones#unmistakable}), and {@code problem}, which
   *     says without a phone what is wrong and what to do
   */
  Map<String, @Nullable Object> facts(String missing) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("name", name);
    facts.put("phone", phone == null ? null : Phones.unmistakable(phone));
    facts.put("problem", known ? problem() : missing);
    return facts;
  }

  private @Nullable String problem() {
    if (phone != null) {
      return null;
    }
    String company = companies.isEmpty() ? "" : " nem a sua empresa (" + companies.get(0) + ")";
    return written.isEmpty()
        ? "O cliente %s não tem telefone%s".formatted(id, company)
        : "O telefone do cliente %s não serve para o WhatsApp: %s. Corrija-o, com o DDD"
            .formatted(id, String.join(", ", written.stream().map(Phones::hide).toList()));
  }
}
