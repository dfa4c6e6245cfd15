package dev.recado.sales.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.rest.Fields;
import dev.recado.sales.commerce.Order.State;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an order that never change. Callers send back what they got, so the same value is
 * no mistake; who wants another one must hear that nothing came of it.
 */
final class FixedFields {

  private static final String REMEDY =
      " Para mudar, cancele o pedido (\"estado\": \"cancelado\") e faça um novo.";

  private FixedFields() {}

  /**
   * Notes an error at each field that would be another one.
   *
   * @param fields the body of the request
   * @param next the state to which it moves the order
   */
  static void check(Fields fields, Order order, State next) {
    String refused = "de um pedido não muda." + REMEDY;
    same(fields, "itens", it -> lines(it, order), "Os itens de um pedido não mudam." + REMEDY);
    same(fields, "cliente", it -> text(it, order.client()), "O cliente " + refused);
    same(fields, "cliente_nome", it -> text(it, order.contact().name()), "O nome " + refused);
    same(fields, "telefone", it -> text(it, order.contact().address()), "O telefone " + refused);
    same(fields, "total", it -> amount(it, order.total()), "O total " + refused);
    if (next != State.CANCELADO) {
      same(
          fields,
          "motivo",
          it -> text(it, order.why()),
          "O motivo só existe num pedido cancelado: envie também \"estado\": \"cancelado\".");
    }
  }

  private static void same(
      Fields fields, String field, Predicate<@Nullable JsonNode> same, String sentence) {
    if (fields.has(field) && !same.test(fields.node(field))) {
      fields.wrong(field, sentence);
    }
  }

  private static boolean lines(@Nullable JsonNode said, Order order) {
    if (said == null || said.size() != order.lines().size() || !said.isArray()) {
      return false;
    }
    Iterator<JsonNode> each = said.elements();
    return order.lines().stream().allMatch(line -> line(each.next(), line));
  }

  private static boolean line(JsonNode said, Line line) {
    Map<String, Predicate<JsonNode>> same =
        Map.of(
            "produto", it -> text(it, line.product() == 0 ? null : line.product()),
            "nome", it -> text(it, line.name()),
            "quantidade", it -> amount(it, BigDecimal.valueOf(line.quantity())),
            "preco", it -> amount(it, line.price()),
            "subtotal", it -> amount(it, line.subtotal()));
    return said.isObject()
        && said.has("produto")
        && same.entrySet().stream()
            .allMatch(
                one -> !said.has(one.getKey()) || one.getValue().test(said.get(one.getKey())));
  }

  private static boolean text(@Nullable JsonNode said, @Nullable Object is) {
    String text = said == null || said.isNull() ? "" : said.asText().strip();
    return text.equals(is == null ? "" : String.valueOf(is));
  }

  private static boolean amount(@Nullable JsonNode said, BigDecimal is) {
    try {
      return said != null && new BigDecimal(said.asText().strip()).compareTo(is) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
