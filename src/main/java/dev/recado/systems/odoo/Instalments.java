package dev.recado.systems.odoo;

import dev.recado.spine.ingress.OutsideJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The instalments of an invoice: its journal items on the receivable account, each with its own due
 * date.
 *
 * <p>{@code invoice_date_due} is the last of these dates, so a message must not name the whole sum
 * with that date.
 */
final class Instalments {

  private static final String LINE = "account.move.line";
  private static final String FIELDS =
      "date_maturity,account_type,amount_currency,amount_residual_currency,debit";

  /** No invoice has more instalments. */
  private static final int MOST = 400;

  /** One instalment; {@code open} is the unpaid rest. */
  private record Instalment(String due, BigDecimal amount, BigDecimal open) {}

  private final List<Instalment> all;

  private Instalments(List<Instalment> all) {
    this.all = all;
  }

  static Instalments of(Odoo odoo, Object invoice) {
    List<Object> domain =
        List.of(
            List.of("move_id", "=", Odoo.number(invoice)), List.of("date_maturity", "!=", false));
    List<Instalment> found = new ArrayList<>();
    for (Map<String, @Nullable Object> line :
        odoo.searchRead(LINE, domain, FIELDS, "date_maturity, id", MOST, 0)) {
      Instalment one = instalment(line);
      if (one != null) {
        found.add(one);
      }
    }
    found.sort(Comparator.comparing(Instalment::due));
    return new Instalments(found);
  }

  private static @Nullable Instalment instalment(Map<String, @Nullable Object> line) {
    Object account = line.get("account_type");
    Object due = line.get("date_maturity");
    BigDecimal amount = amount(line, "amount_currency", "debit");
    boolean receivable = account == null || account.equals("asset_receivable");
    if (due == null || !receivable || amount == null || amount.signum() <= 0) {
      return null;
    }
    BigDecimal open = amount(line, "amount_residual_currency");
    return new Instalment(due.toString(), amount, open == null ? amount : open);
  }

  /** In the currency of the invoice, if Odoo gives that. */
  private static @Nullable BigDecimal amount(Map<String, @Nullable Object> line, String... fields) {
    for (String field : fields) {
      if (line.get(field) != null) {
        return new BigDecimal(String.valueOf(line.get(field)));
      }
    }
    return null;
  }

  /**
   * Gives the instalments to a flow.
   *
   * @return {@code plan}, all instalments as one text, equal as long as they do not change in Odoo;
   *     {@code open}, the unpaid ones, each with {@code vencimento} and {@code valor}; both null if
   *     the invoice is due in one sum
   */
  Map<String, @Nullable Object> facts() {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    boolean several = all.size() > 1;
    facts.put("plan", several ? plan() : null);
    facts.put("open", several ? open() : null);
    return facts;
  }

  private String plan() {
    return all.stream()
        .map(one -> one.due() + " " + OutsideJson.plain(one.amount().stripTrailingZeros()))
        .collect(Collectors.joining("; "));
  }

  private List<Map<String, Object>> open() {
    return all.stream()
        .filter(one -> one.open().signum() > 0)
        .map(one -> Map.<String, Object>of("vencimento", one.due(), "valor", one.open()))
        .toList();
  }
}
