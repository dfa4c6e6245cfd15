package dev.recado.sales.commerce;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Products and their categories in PostgreSQL. */
final class ProductTable {

  /** On sale: active, in no category or in an active one. */
  private static final String ON_SALE =
      """
      from product p left join product_category c on c.id = p.category
       where p.deleted_at is null and p.active and (c.id is null or c.active)
      """;

  private final JdbcClient jdbc;

  ProductTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The categories in which something is on sale and not sold out. */
  List<Category> categories() {
    return jdbc.sql(
            """
            select c.* from product_category c
             where c.active
               and exists (select 1 from product p
                            where p.category = c.id and p.active and p.deleted_at is null
                              and coalesce(p.stock, 1) > 0)
             order by c.position, c.name, c.id
            """)
        .query((row, n) -> category(row))
        .list();
  }

  /** What is on sale, sold out or not; of one category, or all. */
  List<Product> onSale(@Nullable Long category) {
    return jdbc.sql(
            "select p.* "
                + ON_SALE
                + " and (:category::bigint is null or p.category = :category) order by p.name, p.id")
        .param("category", category)
        .query((row, n) -> product(row))
        .list();
  }

  Optional<Product> byId(long id) {
    return jdbc.sql("select * from product where id = ? and deleted_at is null")
        .param(id)
        .query((row, n) -> product(row))
        .optional();
  }

  /** The same, also if it is no longer sold. */
  Optional<Product> everById(long id) {
    return jdbc.sql("select * from product where id = ?")
        .param(id)
        .query((row, n) -> product(row))
        .optional();
  }

  /** Those of some products that are on sale now, by number. */
  Map<Long, Product> onSale(Collection<Long> ids) {
    return byId(ids, "");
  }

  /** The same, and nobody else changes them until the transaction ends. Always in one order. */
  Map<Long, Product> locked(Collection<Long> ids) {
    return byId(ids, " order by p.id for update of p");
  }

  private Map<Long, Product> byId(Collection<Long> ids, String end) {
    return jdbc
        .sql("select p.* " + ON_SALE + " and p.id = any (:ids)" + end)
        .param("ids", ids.toArray(Long[]::new))
        .query((row, n) -> product(row))
        .list()
        .stream()
        .collect(Collectors.toMap(Product::id, Function.identity()));
  }

  /**
   * Lets nobody else change some products until the transaction ends, on sale or not. Always in the
   * order of numbers, so that two orders cannot block each other; so an order locks all of its
   * products with one call.
   */
  void lock(Collection<Long> ids) {
    jdbc.sql("select id from product where id = any (:ids) order by id for update")
        .param("ids", ids.toArray(Long[]::new))
        .query()
        .listOfRows();
  }

  /** Takes pieces off the stock; false if there are not enough. */
  boolean reserve(long product, int quantity, Instant now) {
    return jdbc.sql(
                """
                update product set stock = stock - :quantity, updated_at = :now
                 where id = :id and (stock is null or stock >= :quantity)
                """)
            .param("quantity", quantity)
            .param("now", Timestamp.from(now))
            .param("id", product)
            .update()
        == 1;
  }

  /**
   * Gives the pieces of an order back. In the order of numbers, so that two orders cannot block
   * each other.
   */
  void release(long order, Instant now) {
    jdbc.sql(
            """
            select p.id from product p
             where p.id in (select product from sale_order_line where sale_order = ?)
             order by p.id for update
            """)
        .param(order)
        .query()
        .listOfRows();
    jdbc.sql(
            """
            update product p set stock = p.stock + l.quantity, updated_at = :now
              from (select product, sum(quantity) as quantity from sale_order_line
                     where sale_order = :order group by product) l
             where p.id = l.product and p.stock is not null
            """)
        .param("now", Timestamp.from(now))
        .param("order", order)
        .update();
  }

  /** The fields of a product that people enter. */
  record Details(
      @Nullable Long category,
      String name,
      @Nullable String description,
      @Nullable String code,
      java.math.BigDecimal price,
      @Nullable Integer stock,
      List<String> synonyms,
      int most,
      boolean active,
      @Nullable Long odooId) {}

  Product insert(Details details, String origin, @Nullable String externalId, Instant now) {
    return jdbc.sql(
            """
            insert into product (category, name, description, code, price, stock, synonyms, most,
                                 active, odoo_id, origin, external_id, created_at, updated_at)
            values (:category, :name, :description, :code, :price, :stock, :synonyms, :most,
                    :active, :odoo, :origin, :external, :now, :now)
            returning *
            """)
        .paramSource(
            parameters(details, now).addValue("origin", origin).addValue("external", externalId))
        .query((row, n) -> product(row))
        .single();
  }

  /**
   * Changes a product that is still there.
   *
   * @param counted whether its stock was counted anew; otherwise it stays as it is now, because
   *     orders reserve pieces all the time
   * @return empty if it was deleted meanwhile
   */
  Optional<Product> change(long id, Details details, boolean counted, Instant now) {
    return jdbc.sql(
            """
            update product
               set category = :category, name = :name, description = :description, code = :code,
                   price = :price, stock = case when :counted then :stock else stock end,
                   synonyms = :synonyms, most = :most,
                   active = :active, odoo_id = :odoo, updated_at = :now
             where id = :id and deleted_at is null
            returning *
            """)
        .paramSource(parameters(details, now).addValue("id", id).addValue("counted", counted))
        .query((row, n) -> product(row))
        .optional();
  }

  /** Puts a product back on sale that was deleted. */
  void revive(long id) {
    jdbc.sql("update product set deleted_at = null where id = ?").param(id).update();
  }

  private static MapSqlParameterSource parameters(Details details, Instant now) {
    return new MapSqlParameterSource()
        .addValue("category", details.category())
        .addValue("name", details.name())
        .addValue("description", details.description())
        .addValue("code", details.code())
        .addValue("price", details.price())
        .addValue("stock", details.stock())
        .addValue("synonyms", details.synonyms().toArray(String[]::new))
        .addValue("most", details.most())
        .addValue("active", details.active())
        .addValue("odoo", details.odooId())
        .addValue("now", Timestamp.from(now));
  }

  Optional<Product> byOrigin(String origin, String externalId) {
    return jdbc.sql("select * from product where origin = ? and external_id = ?")
        .params(origin, externalId)
        .query((row, n) -> product(row))
        .optional();
  }

  Optional<Product> byCode(String code) {
    return jdbc.sql("select * from product where code = ?")
        .param(code)
        .query((row, n) -> product(row))
        .optional();
  }

  Optional<Product> byName(String name) {
    return jdbc.sql(
            """
            select * from product
             where lower(name) = lower(?) and deleted_at is null order by active desc, id limit 1
            """)
        .param(name)
        .query((row, n) -> product(row))
        .optional();
  }

  Optional<Product> byNameWithoutCode(String name) {
    return jdbc.sql(
            """
            select * from product
             where lower(name) = lower(?) and code is null and deleted_at is null
             order by active desc, id limit 1
            """)
        .param(name)
        .query((row, n) -> product(row))
        .optional();
  }

  /** Takes a product off sale for ever. Its code is free again; old orders go on naming it. */
  boolean delete(long id, Instant now) {
    return jdbc.sql(
                """
                update product set deleted_at = :now, active = false, code = null, updated_at = :now
                 where id = :id and deleted_at is null
                """)
            .param("now", Timestamp.from(now))
            .param("id", id)
            .update()
        > 0;
  }

  static Product product(ResultSet row) throws SQLException {
    return new Product(
        row.getLong("id"),
        row.getObject("category", Long.class),
        row.getString("name"),
        row.getString("description"),
        row.getString("code"),
        row.getBigDecimal("price"),
        row.getObject("stock", Integer.class),
        texts(row.getArray("synonyms")),
        row.getInt("most"),
        row.getBoolean("active"),
        row.getObject("odoo_id", Long.class));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  static Category category(ResultSet row) throws SQLException {
    return new Category(
        row.getLong("id"),
        row.getString("name"),
        row.getString("description"),
        row.getInt("position"),
        row.getBoolean("active"));
  }

  Optional<Category> categoryById(long id) {
    return jdbc.sql("select * from product_category where id = ?")
        .param(id)
        .query((row, n) -> category(row))
        .optional();
  }

  Optional<Category> categoryNamed(String name) {
    return jdbc.sql("select * from product_category where lower(name) = lower(?)")
        .param(name)
        .query((row, n) -> category(row))
        .optional();
  }

  Category insertCategory(Category it, String origin, @Nullable String externalId, Instant now) {
    return jdbc.sql(
            """
            insert into product_category (name, description, position, active, origin, external_id,
                                          created_at, updated_at)
            values (:name, :description, :position, :active, :origin, :external, :now, :now)
            returning *
            """)
        .paramSource(
            categoryParameters(it, now).addValue("origin", origin).addValue("external", externalId))
        .query((row, n) -> category(row))
        .single();
  }

  Category updateCategory(Category it, Instant now) {
    return jdbc.sql(
            """
            update product_category
               set name = :name, description = :description, position = :position,
                   active = :active, updated_at = :now
             where id = :id
            returning *
            """)
        .paramSource(categoryParameters(it, now).addValue("id", it.id()))
        .query((row, n) -> category(row))
        .single();
  }

  private static MapSqlParameterSource categoryParameters(Category it, Instant now) {
    return new MapSqlParameterSource()
        .addValue("name", it.name())
        .addValue("description", it.description())
        .addValue("position", it.position())
        .addValue("active", it.active())
        .addValue("now", Timestamp.from(now));
  }

  boolean deleteCategory(long id) {
    return jdbc.sql("delete from product_category where id = ?").param(id).update() > 0;
  }
}
