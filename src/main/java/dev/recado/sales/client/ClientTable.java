package dev.recado.sales.client;

import dev.recado.ground.web.Rows;
import dev.recado.sales.client.Client.Details;
import dev.recado.sales.client.Client.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The customers in PostgreSQL. */
final class ClientTable {

  private final JdbcClient jdbc;

  ClientTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Lets one transaction at a time make or change the customer of a phone or partner. */
  void lock(String key) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('recado client ' || ?, 0))")
        .param(key)
        .query()
        .listOfRows();
  }

  Optional<Client> byId(long id) {
    return jdbc.sql("select * from client where id = ?")
        .param(id)
        .query((row, n) -> customer(row))
        .optional();
  }

  /** The customer of a phone. Of several, an active one that other systems know comes first. */
  Optional<Client> byKey(String matchKey) {
    return jdbc.sql(
            """
            select * from client where match_key = ?
             order by active desc, odoo_partner_id nulls last, id limit 1
            """)
        .param(matchKey)
        .query((row, n) -> customer(row))
        .optional();
  }

  /** Whether any row of a phone is blocked; one is enough. */
  boolean blocked(String matchKey) {
    return jdbc.sql("select exists (select 1 from client where match_key = ? and blocked)")
        .param(matchKey)
        .query(Boolean.class)
        .single();
  }

  Optional<Client> byPartner(long partner) {
    return jdbc.sql("select * from client where odoo_partner_id = ?")
        .param(partner)
        .query((row, n) -> customer(row))
        .optional();
  }

  Optional<Client> byDocument(String document) {
    return jdbc.sql("select * from client where document = ? order by active desc, id limit 1")
        .param(document)
        .query((row, n) -> customer(row))
        .optional();
  }

  /** A customer of whom a system knows the name, and neither phone nor document nor id. */
  Optional<Client> byNameAlone(String system, String name) {
    return jdbc.sql(
            """
            select * from client
             where origin = ? and lower(name) = lower(?)
               and phone is null and document is null and external_id is null
             order by id limit 1
            """)
        .params(system, name)
        .query((row, n) -> customer(row))
        .optional();
  }

  /** Where a row came from first. */
  record Origin(String system, @Nullable String id) {}

  Client insert(Details details, Origin origin, Instant now) {
    return jdbc.sql(
            """
            insert into client (odoo_partner_id, name, phone, email, document, address, city, state,
                                postcode, notes, active, blocked, origin, external_id, created_at, updated_at)
            values (:partner, :name, :phone, :email, :document, :address, :city, :state,
                    :postcode, :notes, :active, :blocked, :origin, :external, :now, :now)
            returning *
            """)
        .paramSource(
            parameters(details, now)
                .addValue("origin", origin.system())
                .addValue("external", origin.id()))
        .query((row, n) -> customer(row))
        .single();
  }

  Client update(long id, Details details, Instant now) {
    return jdbc.sql(
            """
            update client
               set odoo_partner_id = :partner, name = :name, phone = :phone, email = :email,
                   document = :document, address = :address, city = :city, state = :state,
                   postcode = :postcode, notes = :notes, active = :active, blocked = :blocked,
                   updated_at = :now
             where id = :id
            returning *
            """)
        .paramSource(parameters(details, now).addValue("id", id))
        .query((row, n) -> customer(row))
        .single();
  }

  private static org.springframework.jdbc.core.namedparam.MapSqlParameterSource parameters(
      Details details, Instant now) {
    return new org.springframework.jdbc.core.namedparam.MapSqlParameterSource()
        .addValue("partner", details.odooPartner())
        .addValue("name", details.name())
        .addValue("phone", details.phone())
        .addValue("email", details.email())
        .addValue("document", details.document())
        .addValue("address", details.place().address())
        .addValue("city", details.place().city())
        .addValue("state", details.place().state())
        .addValue("postcode", details.place().postcode())
        .addValue("notes", details.notes())
        .addValue("active", details.active())
        .addValue("blocked", details.blocked())
        .addValue("now", Timestamp.from(now));
  }

  void partner(long id, long partner, Instant now) {
    jdbc.sql(
            """
            update client set odoo_partner_id = :partner, updated_at = :now
             where id = :id and odoo_partner_id is null
               and not exists (select 1 from client other where other.odoo_partner_id = :partner)
            """)
        .param("partner", partner)
        .param("now", Timestamp.from(now))
        .param("id", id)
        .update();
  }

  void ordered(long id, Instant at) {
    jdbc.sql("update client set last_order_at = greatest(last_order_at, ?) where id = ?")
        .params(Timestamp.from(at), id)
        .update();
  }

  boolean delete(long id) {
    return jdbc.sql("delete from client where id = ?").param(id).update() > 0;
  }

  static Client customer(ResultSet row) throws SQLException {
    long partner = row.getLong("odoo_partner_id");
    return new Client(
        row.getLong("id"),
        new Details(
            row.getString("name"),
            row.getString("phone"),
            row.getString("email"),
            row.getString("document"),
            new Place(
                row.getString("address"),
                row.getString("city"),
                row.getString("state"),
                row.getString("postcode")),
            row.getString("notes"),
            row.getBoolean("active"),
            row.getBoolean("blocked"),
            partner == 0 ? null : partner),
        Rows.maybeAt(row, "last_order_at"),
        Rows.at(row, "created_at"),
        Rows.at(row, "updated_at"));
  }
}
