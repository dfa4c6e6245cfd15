package dev.recado.sales.commerce;

import dev.recado.chat.conversation.MergeListener;
import dev.recado.ground.web.Rows;
import dev.recado.sales.commerce.Order.Contact;
import dev.recado.sales.commerce.Order.State;
import dev.recado.sales.commerce.Order.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The orders in PostgreSQL. */
final class OrderTable implements MergeListener {

  private final JdbcClient jdbc;

  OrderTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes one order of a conversation at a time. */
  void lock(String conversation) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('recado order ' || ?, 0))")
        .param(conversation)
        .query()
        .listOfRows();
  }

  /** What a new order says. */
  record Draft(
      @Nullable Long client,
      Contact contact,
      List<Line> lines,
      @Nullable String notes,
      String origin,
      @Nullable String externalId,
      State state,
      boolean reserved) {}

  long insert(Draft draft, Instant now) {
    long id =
        jdbc.sql(
                """
                insert into sale_order (client, conversation, address, channel, name, state, total,
                                        notes, reserved, origin, external_id, created_at, updated_at)
                values (:client, :conversation, :address, :channel, :name, :state, :total,
                        :notes, :reserved, :origin, :external, :now, :now)
                returning id
                """)
            .param("client", draft.client())
            .param("conversation", draft.contact().conversation())
            .param("address", draft.contact().address())
            .param("channel", draft.contact().channel())
            .param("name", draft.contact().name())
            .param("state", draft.state().text())
            .param("total", Line.total(draft.lines()))
            .param("notes", draft.notes())
            .param("reserved", draft.reserved())
            .param("origin", draft.origin())
            .param("external", draft.externalId())
            .param("now", Timestamp.from(now))
            .query(Long.class)
            .single();
    insertLines(id, draft.lines());
    return id;
  }

  private void insertLines(long order, List<Line> lines) {
    int position = 0;
    for (Line line : lines) {
      jdbc.sql(
              """
              insert into sale_order_line (sale_order, position, product, name, quantity, price)
              values (?, ?, ?, ?, ?, ?)
              """)
          .params(
              order,
              ++position,
              line.product() == 0 ? null : line.product(),
              line.name(),
              line.quantity(),
              line.price())
          .update();
    }
  }

  /** Puts other lines in an order's place. */
  void replaceLines(long order, List<Line> lines, Instant now) {
    jdbc.sql("delete from sale_order_line where sale_order = ?").param(order).update();
    insertLines(order, lines);
    jdbc.sql("update sale_order set total = ?, updated_at = ? where id = ?")
        .params(Line.total(lines), Timestamp.from(now), order)
        .update();
  }

  Optional<Order> byId(long id) {
    return one("select * from sale_order where id = ?", id);
  }

  /** The same, and nobody else changes it until the transaction ends. */
  Optional<Order> locked(long id) {
    return one("select * from sale_order where id = ? for update", id);
  }

  /**
   * The last order of a conversation that the customer knows of: placed in chat, or asked about.
   */
  Optional<Order> lastOf(String conversation) {
    return one(
        """
        select * from sale_order
         where conversation = ? and (origin = 'chatbot' or reminded_at is not null)
         order by greatest(created_at, reminded_at) desc, id desc limit 1
        """,
        conversation);
  }

  /** The order that a customer placed in chat and that waits for the confirmation. */
  Optional<Order> openOf(String conversation) {
    return one(
        """
        select * from sale_order
         where conversation = ? and state = 'novo' and origin = 'chatbot'
         order by id desc limit 1 for update
        """,
        conversation);
  }

  /** How many pieces of each product the customer's waiting order has reserved. */
  Map<Long, Integer> reserved(String conversation) {
    return jdbc
        .sql(
            """
            select l.product, sum(l.quantity) as pieces
              from sale_order o join sale_order_line l on l.sale_order = o.id
             where o.conversation = ? and o.state = 'novo' and o.origin = 'chatbot' and o.reserved
               and l.product is not null
             group by l.product
            """)
        .param(conversation)
        .query((row, n) -> Map.entry(row.getLong("product"), row.getInt("pieces")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Optional<Order> one(String sql, Object parameter) {
    return jdbc.sql(sql)
        .param(parameter)
        .query((row, n) -> order(row, List.of()))
        .optional()
        .map(order -> with(order, lines(List.of(order.id())).getOrDefault(order.id(), List.of())));
  }

  static Order with(Order it, List<Line> lines) {
    return new Order(
        it.id(),
        it.client(),
        it.contact(),
        it.state(),
        lines,
        it.total(),
        it.notes(),
        it.reserved(),
        it.times(),
        it.why(),
        it.origin());
  }

  /** The lines of some orders, by order. */
  Map<Long, List<Line>> lines(Collection<Long> orders) {
    Map<Long, List<Line>> lines = new LinkedHashMap<>();
    jdbc.sql(
            """
            select * from sale_order_line where sale_order = any (:orders)
             order by sale_order, position
            """)
        .param("orders", orders.toArray(Long[]::new))
        .query(
            row -> {
              lines
                  .computeIfAbsent(row.getLong("sale_order"), order -> new java.util.ArrayList<>())
                  .add(
                      new Line(
                          row.getLong("product"),
                          row.getString("name"),
                          row.getInt("quantity"),
                          row.getBigDecimal("price")));
            });
    return lines;
  }

  void state(long order, State state, boolean reserved, @Nullable String why, Instant now) {
    jdbc.sql(
            """
            update sale_order
               set state = :state, reserved = :reserved, why = :why, updated_at = :now,
                   confirmed_at = case when :state = 'cancelado' then confirmed_at
                                       else coalesce(confirmed_at, :now) end,
                   ended_at = case when :state in ('entregue', 'cancelado') then :now else ended_at end
             where id = :id
            """)
        .param("state", state.text())
        .param("reserved", reserved)
        .param("why", why)
        .param("now", Timestamp.from(now))
        .param("id", order)
        .update();
  }

  void notes(long order, @Nullable String notes, Instant now) {
    jdbc.sql("update sale_order set notes = ?, updated_at = ? where id = ?")
        .params(notes, Timestamp.from(now), order)
        .update();
  }

  /** Notes that the customer was reminded; false if that was done before, or is needless. */
  boolean reminded(long order, Instant now) {
    return jdbc.sql(
                """
                update sale_order set reminded_at = :now
                 where id = :id and state = 'novo' and reminded_at is null
                """)
            .param("now", Timestamp.from(now))
            .param("id", order)
            .update()
        > 0;
  }

  Optional<Long> odooOrder(long order) {
    return jdbc.sql("select odoo_id from sale_order where id = ? and odoo_id is not null")
        .param(order)
        .query(Long.class)
        .optional();
  }

  void exported(long order, long odooId, @Nullable String odooName) {
    jdbc.sql("update sale_order set odoo_id = ?, odoo_name = ? where id = ?")
        .params(odooId, odooName, order)
        .update();
  }

  void log(long order, State state, String who, @Nullable String why, Instant now) {
    jdbc.sql("insert into sale_order_log (sale_order, at, state, who, why) values (?, ?, ?, ?, ?)")
        .params(order, Timestamp.from(now), state.text(), who, why)
        .update();
  }

  Optional<Long> byOrigin(String origin, String externalId) {
    return jdbc.sql("select id from sale_order where origin = ? and external_id = ?")
        .params(origin, externalId)
        .query(Long.class)
        .optional();
  }

  /** As an import knows its times. */
  void times(long order, Instant createdAt, @Nullable Instant confirmedAt) {
    jdbc.sql("update sale_order set created_at = ?, confirmed_at = ? where id = ?")
        .params(
            Timestamp.from(createdAt),
            confirmedAt == null ? null : Timestamp.from(confirmedAt),
            order)
        .update();
  }

  static Order order(ResultSet row, List<Line> lines) throws SQLException {
    return new Order(
        row.getLong("id"),
        row.getObject("client", Long.class),
        new Contact(
            row.getString("conversation"),
            row.getString("address"),
            row.getString("channel"),
            row.getString("name")),
        State.of(row.getString("state")),
        lines,
        row.getBigDecimal("total"),
        row.getString("notes"),
        row.getBoolean("reserved"),
        new Times(
            Rows.at(row, "created_at"),
            Rows.at(row, "updated_at"),
            Rows.maybeAt(row, "confirmed_at"),
            Rows.maybeAt(row, "reminded_at")),
        row.getString("why"),
        row.getString("origin"));
  }

  @Override
  public void merged(String from, String to) {
    jdbc.sql("update sale_order set conversation = ? where conversation = ?")
        .params(to, from)
        .update();
  }
}
