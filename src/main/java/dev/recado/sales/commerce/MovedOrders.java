package dev.recado.sales.commerce;

import dev.recado.sales.commerce.Order.State;
import dev.recado.sales.commerce.ShopMoveIn.OrderFacts;
import dev.recado.sales.commerce.ShopMoveIn.Taken;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements that only an import needs, for orders of another system. */
final class MovedOrders {

  private final JdbcClient jdbc;

  MovedOrders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether nobody but an author has changed the state of an order. */
  boolean untouched(long order, String author) {
    return jdbc.sql(
            "select not exists (select 1 from sale_order_log where sale_order = ? and who <> ?)")
        .params(order, author)
        .query(Boolean.class)
        .single();
  }

  void state(long order, State state, Instant now) {
    jdbc.sql("update sale_order set state = ?, updated_at = ? where id = ?")
        .params(state.text(), Timestamp.from(now), order)
        .update();
  }

  /** Notes customer, remark, total and time; false if all were so before. */
  boolean facts(long order, OrderFacts said, Instant now) {
    return jdbc.sql(
                """
                update sale_order
                   set client = coalesce(:client::bigint, client),
                       notes = coalesce(:notes, notes),
                       total = coalesce(:total::numeric, total),
                       name = coalesce(:name, name),
                       created_at = :created, updated_at = :now
                 where id = :id
                   and (client, notes, total, name, created_at) is distinct from
                       (coalesce(:client::bigint, client), coalesce(:notes, notes),
                        coalesce(:total::numeric, total), coalesce(:name, name), :created::timestamptz)
                """)
            .param("client", said.client())
            .param("notes", said.notes())
            .param("total", said.total())
            .param("name", said.contact().name())
            .param("created", Timestamp.from(said.createdAt()))
            .param("now", Timestamp.from(now))
            .param("id", order)
            .update()
        > 0;
  }

  Taken line(long order, @Nullable Integer position, Line line, Instant now) {
    boolean summed = sum(order).compareTo(total(order)) == 0;
    if (position == null) {
      int next =
          jdbc.sql(
                  "select coalesce(max(position), 0) + 1 from sale_order_line where sale_order = ?")
              .param(order)
              .query(Integer.class)
              .single();
      write(order, next, line);
      follow(order, summed, now);
      return new Taken(next, true, true);
    }
    boolean changed = write(order, position, line);
    if (changed) {
      follow(order, summed, now);
    }
    return new Taken(position, false, changed);
  }

  private boolean write(long order, int position, Line line) {
    return jdbc.sql(
                """
                insert into sale_order_line as l (sale_order, position, product, name, quantity, price)
                values (:order, :position, :product::bigint, :name, :quantity, :price)
                    on conflict (sale_order, position) do update
                   set product = excluded.product, name = excluded.name,
                       quantity = excluded.quantity, price = excluded.price
                 where (l.product, l.name, l.quantity, l.price) is distinct from
                       (excluded.product, excluded.name, excluded.quantity, excluded.price)
                """)
            .param("order", order)
            .param("position", position)
            .param("product", line.product() == 0 ? null : line.product())
            .param("name", line.name())
            .param("quantity", line.quantity())
            .param("price", line.price())
            .update()
        > 0;
  }

  private void follow(long order, boolean summed, Instant now) {
    if (summed) {
      jdbc.sql("update sale_order set total = ?, updated_at = ? where id = ?")
          .params(sum(order), Timestamp.from(now), order)
          .update();
    }
  }

  private BigDecimal sum(long order) {
    return jdbc.sql(
            "select coalesce(sum(quantity * price), 0) from sale_order_line where sale_order = ?")
        .param(order)
        .query(BigDecimal.class)
        .single();
  }

  private BigDecimal total(long order) {
    return jdbc.sql("select total from sale_order where id = ?")
        .param(order)
        .query(BigDecimal.class)
        .single();
  }
}
